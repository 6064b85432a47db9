package org.haproxystats.runtime.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The cells of one row.
 *
 * @param columns those that the header names, in its order; {@code -} stands for nothing
 * @param rest those of the last column, if it has several cells
 */
record Cells(Map<String, String> columns, List<String> rest) {

  /**
   * The text of a column.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  String text(String column) {
    var value = columns.get(column);
    if (value == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return value;
  }

  int number(String column) {
    return Integer.parseInt(text(column));
  }

  Duration seconds(String column) {
    return Duration.ofSeconds(Long.parseLong(text(column)));
  }

  /** Empty if there is no such column, as on older versions, or nothing in it. */
  Optional<String> optional(String column) {
    return Optional.ofNullable(columns.get(column)).filter(text -> !text.equals("-"));
  }

  /** A port; empty if there is none, or it is 0. */
  OptionalInt port(String column) {
    int port = optional(column).map(Integer::parseInt).orElse(0);
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
