package org.haproxystats.runtime.process;

import java.time.Duration;

/** Durations as HAProxy takes them. */
final class Durations {
  private Durations() {}

  /** At least one, and no more than HAProxy can count. */
  static long milliseconds(String what, Duration duration) {
    long milliseconds = duration.toMillis();
    if (milliseconds < 1 || milliseconds > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the %s is %s, but must be 1 ms to 24 days".formatted(what, duration));
    }
    return milliseconds;
  }
}
