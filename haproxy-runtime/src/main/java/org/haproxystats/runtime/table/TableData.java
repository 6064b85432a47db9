package org.haproxystats.runtime.table;

import java.util.Set;
import java.util.regex.Pattern;
import org.haproxystats.runtime.UnsendableValueException;

/** The names and numbers that a stick table keeps for each key. */
final class TableData {
  static final long MAX_32_BITS = 0xffff_ffffL;

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*(\\[\\d{1,2}])?");
  private static final Set<String> WIDE = Set.of("bytes_in_cnt", "bytes_out_cnt");

  private TableData() {}

  /** The word that HAProxy wants for a type. */
  static String word(String type) {
    if (!TYPE.matcher(type).matches()) {
      throw new UnsendableValueException(
          "'%s' is no data type of a stick table, such as gpc0, conn_rate or gpt[1]"
              .formatted(type));
    }
    return "data." + type;
  }

  /** HAProxy itself would store the lower 32 bits and say nothing. */
  static long stored(String type, long value) {
    if (value < 0 || (value > MAX_32_BITS && !WIDE.contains(type))) {
      throw new UnsendableValueException(
          "the value %d of %s is not in 0 to %d"
              .formatted(value, type, WIDE.contains(type) ? Long.MAX_VALUE : MAX_32_BITS));
    }
    return value;
  }
}
