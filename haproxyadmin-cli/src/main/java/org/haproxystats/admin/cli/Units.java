package org.haproxystats.admin.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Units {
  private static final long PLAIN = 100_000;
  private static final String[] THOUSANDS = {"", "k", "M", "G", "T", "P"};
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Units() {}

  /** As it is up to 99,999; {@code 123k}, {@code 1.23M} and so on from there. */
  static String count(double value) {
    if (Math.abs(value) < PLAIN) {
      return value == Math.rint(value)
          ? Long.toString((long) value)
          : String.format(Locale.ROOT, "%.2f", value);
    }
    return scaled(value, 1000, "");
  }

  /** In bytes, such as {@code 512B}, {@code 1.5KiB}, {@code 23.4GiB}. */
  static String bytes(double value) {
    if (Math.abs(value) < 1024) {
      return Long.toString(Math.round(value)) + "B";
    }
    return scaled(value, 1024, "iB").replace('k', 'K');
  }

  private static String scaled(double value, int base, String unit) {
    int power = 0;
    double rest = value;
    while (Math.abs(rest) >= base - 0.5 && power < THOUSANDS.length - 1) {
      rest /= base;
      power++;
    }
    int digits = Math.abs(rest) >= 99.95 ? 0 : Math.abs(rest) >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", rest) + THOUSANDS[power] + unit;
  }

  /** The two greatest units, such as {@code 3d4h}, {@code 5m0s}, {@code 12s}. */
  static String seconds(double value) {
    long seconds = Math.round(value);
    if (seconds < 0) {
      return "-";
    }
    if (seconds < MINUTE) {
      return seconds + "s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + "m" + seconds % MINUTE + "s";
    }
    if (seconds < DAY) {
      return seconds / HOUR + "h" + seconds % HOUR / MINUTE + "m";
    }
    return seconds / DAY + "d" + seconds % DAY / HOUR + "h";
  }

  /** As {@link #seconds}. */
  static String duration(Duration time) {
    return seconds(time.toMillis() / 1000.0);
  }

  /** Such as {@code 12ms}; from ten seconds on as {@link #seconds}. */
  static String milliseconds(double value) {
    return value < 10_000 ? Math.round(value) + "ms" : seconds(value / 1000);
  }
}
