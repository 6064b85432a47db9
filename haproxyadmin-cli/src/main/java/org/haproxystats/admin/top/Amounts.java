package org.haproxystats.admin.top;

/** Numbers and times in few characters. */
final class Amounts {
  /** What stands for a number that is not known. */
  static final String UNKNOWN = "-";

  private static final String[] UNITS = {"k", "M", "G", "T", "P", "E"};

  private Amounts() {}

  /**
   * A number in at most four characters: {@code 7}, {@code 0.5}, {@code 340}, {@code 1.2k}, {@code
   * 34M}; {@link #UNKNOWN} for {@link Double#NaN}.
   */
  static String count(double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    if (value < 9.95) {
      return value == Math.rint(value) ? String.valueOf((long) value) : oneDecimal(value);
    }
    double scaled = value;
    for (int unit = -1; ; unit++) {
      var suffix = unit < 0 ? "" : UNITS[unit];
      if (scaled < 9.95) {
        return oneDecimal(scaled) + suffix;
      }
      if (scaled < 999.5 || unit == UNITS.length - 1) {
        return Math.round(scaled) + suffix;
      }
      scaled /= 1000;
    }
  }

  private static String oneDecimal(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10;
  }

  /** A share in whole per cent: {@code 37%}. */
  static String percent(double share) {
    return Double.isNaN(share) ? UNKNOWN : Math.round(100 * share) + "%";
  }

  /** A time that something takes, from milliseconds: {@code 12ms}, {@code 1.5s}, {@code 20s}. */
  static String milliseconds(double value) {
    if (Double.isNaN(value)) {
      return UNKNOWN;
    }
    return value < 999.5 ? Math.round(value) + "ms" : count(value / 1000) + "s";
  }

  /**
   * How long something lasts, from seconds: {@code 45s}, {@code 12m}, {@code 3h05m}, {@code 2d04h}.
   */
  static String duration(double seconds) {
    if (Double.isNaN(seconds) || seconds < 0) {
      return UNKNOWN;
    }
    long minutes = (long) seconds / 60;
    long hours = minutes / 60;
    if (minutes == 0) {
      return (long) seconds + "s";
    }
    if (hours == 0) {
      return minutes + "m";
    }
    return hours < 24
        ? hours + "h" + twoDigits(minutes % 60) + "m"
        : hours / 24 + "d" + twoDigits(hours % 24) + "h";
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}
