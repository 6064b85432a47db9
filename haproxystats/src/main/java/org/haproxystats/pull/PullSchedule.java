package org.haproxystats.pull;

import java.time.Duration;
import java.time.Instant;

/**
 * When to pull: at the start and every whole interval after it, whatever a pull took. Ticks that a
 * long pull missed are left out. It is pure arithmetic over moments that the caller reads from its
 * clock.
 *
 * <p>A snapshot is named after its tick, not after the moment when the thread awoke. Ticks are a
 * second or more apart, so two snapshots never have the same name while the clock goes on.
 */
record PullSchedule(Instant start, Duration interval) {
  PullSchedule {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("[pull] pull-interval: must be a second or more");
    }
  }

  /** The latest tick that is not after {@code now}. */
  Instant latest(Instant now) {
    return start.plus(interval.multipliedBy(ticksUntil(now)));
  }

  /**
   * The tick to wait for after the one of {@code last}: the first that is after {@code now}. Where
   * the clock went back a little, so that this is {@code last} again, it is the one after it. Where
   * the clock went back further, ticks of the past come again: the clock is believed.
   */
  Instant next(Instant last, Instant now) {
    var tick = latest(now).plus(interval);
    return tick.equals(last) ? tick.plus(interval) : tick;
  }

  /**
   * Whether the clock went back so far that a tick, once {@code next}, is not worth waiting for.
   */
  boolean isTooFar(Instant next, Instant now) {
    return next.isAfter(now.plus(interval.multipliedBy(2)));
  }

  /** How many ticks were left out between two that were used. */
  long missedBetween(Instant last, Instant tick) {
    return Math.max(0, ticksUntil(tick) - ticksUntil(last) - 1);
  }

  private long ticksUntil(Instant moment) {
    return Math.floorDiv(Duration.between(start, moment).toMillis(), interval.toMillis());
  }
}
