package org.haproxystats.runtime;

import java.time.Duration;

/**
 * How often a command is tried again when its process could not be reached. It is tried again for
 * what was not sent yet, and after that only if repeating the command does no harm. An answer of
 * HAProxy, whatever it says, ends the trying.
 *
 * @param times zero or more, beside the first time
 * @param pause before each
 */
public record Retries(int times, Duration pause) {
  /** Bridges a reload, in which a socket is away for a moment. */
  public static final Retries USUAL = new Retries(2, Duration.ofMillis(200));

  public static final Retries NONE = new Retries(0, Duration.ZERO);

  /** Refuses what is less than nothing. */
  public Retries {
    if (times < 0 || pause.isNegative()) {
      throw new IllegalArgumentException("retries " + times + " with pause " + pause);
    }
  }
}
