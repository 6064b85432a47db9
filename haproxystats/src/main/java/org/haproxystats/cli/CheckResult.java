package org.haproxystats.cli;

/**
 * What a check found.
 *
 * @param code the exit code
 * @param text what is said after the name of the code
 * @param performance the data for graphs, without the bar in front
 */
record CheckResult(int code, String text, String performance) {
  static final int OK = 0;
  static final int WARNING = 1;
  static final int CRITICAL = 2;
  static final int UNKNOWN = 3;

  String line() {
    String status =
        switch (code) {
          case OK -> "OK";
          case WARNING -> "WARNING";
          case CRITICAL -> "CRITICAL";
          default -> "UNKNOWN";
        };
    // A bar would begin the performance data.
    return "%s: %s|%s".formatted(status, text.replace('|', '/'), performance);
  }
}
