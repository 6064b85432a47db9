package org.haproxystats.cli;

import java.util.List;

/**
 * What a check found.
 *
 * @param code the exit code
 * @param text what is said after the name of the code
 * @param performance the data for graphs, without the bar in front
 * @param details what is said on further lines
 */
record CheckResult(int code, String text, String performance, List<String> details) {
  static final int OK = 0;
  static final int WARNING = 1;
  static final int CRITICAL = 2;
  static final int UNKNOWN = 3;

  CheckResult(int code, String text, String performance) {
    this(code, text, performance, List.of());
  }

  /** All lines, each with its line feed; the first one says it in short. */
  String lines() {
    String status =
        switch (code) {
          case OK -> "OK";
          case WARNING -> "WARNING";
          case CRITICAL -> "CRITICAL";
          default -> "UNKNOWN";
        };
    var lines = new StringBuilder("%s: %s|%s%n".formatted(status, withoutBars(text), performance));
    details.forEach(detail -> lines.append(withoutBars(detail)).append('\n'));
    return lines.toString();
  }

  /** A bar would begin the performance data. */
  private static String withoutBars(String text) {
    return text.replace('|', '/');
  }
}
