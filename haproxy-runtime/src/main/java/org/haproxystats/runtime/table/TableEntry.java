package org.haproxystats.runtime.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * One entry of a stick table.
 *
 * @param pointer HAProxy's own name of it, valid until the entry ends
 * @param key as it was stored; in hexadecimal digits in a table of type binary
 * @param use how many sessions hold it at the moment
 * @param expiresIn zero in a table whose entries do not expire
 * @param data all that the table stores, by HAProxy's names and in its order, such as {@code
 *     gpc0=1} and {@code conn_rate(10000)=2}, where 10000 is the rate's period in milliseconds
 */
public record TableEntry(
    String pointer, String key, int use, Duration expiresIn, Map<String, String> data) {
  private static final Pattern POINTER = Pattern.compile("0x[0-9a-f]{1,16}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  /** Makes an entry. */
  public TableEntry {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /**
   * A number that the table stores.
   *
   * @param type without a period, such as {@code conn_rate}
   * @return empty if the table does not store it, or it is no number
   */
  public OptionalLong number(String type) {
    for (var value : data.entrySet()) {
      var name = value.getKey();
      if ((name.equals(type) || name.startsWith(type + "("))
          && NUMBER.matcher(value.getValue()).matches()) {
        return OptionalLong.of(Long.parseLong(value.getValue()));
      }
    }
    return OptionalLong.empty();
  }

  /** The pointer as a command takes it. */
  String checkedPointer() {
    if (!POINTER.matcher(pointer).matches()) {
      throw new IllegalArgumentException("'" + pointer + "' is no pointer");
    }
    return pointer;
  }

  static TableEntry parse(Reply reply, String line) throws IOException {
    var words = words(line);
    var values = new LinkedHashMap<String, String>();
    for (var word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw reply.failed(line);
      }
      values.put(word.substring(0, equals), word.substring(equals + 1));
    }
    var key = values.remove("key");
    var use = values.remove("use");
    var expires = values.remove("exp");
    var pointer = words.getFirst();
    if (!pointer.endsWith(":") || key == null || use == null || expires == null) {
      throw reply.failed(line);
    }
    try {
      return new TableEntry(
          pointer.substring(0, pointer.length() - 1),
          unescaped(key),
          Integer.parseInt(use),
          Duration.ofMillis(Long.parseLong(expires)),
          values);
    } catch (NumberFormatException _) {
      throw reply.failed(line);
    }
  }

  /** Splits at blanks, but for those that a backslash makes a part of the key. */
  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    int start = 0;
    boolean literal = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ' ' && !literal) {
        words.add(line.substring(start, i));
        start = i + 1;
      }
      literal = c == '\\' && !literal;
    }
    words.add(line.substring(start));
    return words;
  }

  /** HAProxy prints a key's bytes; what is no plain character has a backslash before it. */
  static String unescaped(String key) {
    var bytes = new ByteArrayOutputStream(key.length());
    int i = 0;
    while (i < key.length()) {
      char c = key.charAt(i++);
      if (c != '\\' || i == key.length()) {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escaped = key.charAt(i++);
      switch (escaped) {
        case 't' -> bytes.write('\t');
        case 'n' -> bytes.write('\n');
        case 'r' -> bytes.write('\r');
        case 'e' -> bytes.write('\033');
        case 'x' -> {
          int end = Math.min(i + 2, key.length());
          bytes.write(Integer.parseInt(key.substring(i, end), 16));
          i = end;
        }
        default -> bytes.write(escaped);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
