package org.haproxystats.cli;

/**
 * Where OK and warning end.
 *
 * @param ok up to this it is OK
 * @param warning up to this it is a warning; above it is critical
 */
record Thresholds(long ok, long warning) {
  int code(long value) {
    if (value <= ok) {
      return CheckResult.OK;
    }
    return value <= warning ? CheckResult.WARNING : CheckResult.CRITICAL;
  }

  /** A value as performance data. */
  String performance(String label, long value, String unit) {
    return "%s=%d%s;%d;%d;0".formatted(label, value, unit, ok, warning);
  }
}
