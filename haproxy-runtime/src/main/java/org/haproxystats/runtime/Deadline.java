package org.haproxystats.runtime;

import java.time.Duration;

/**
 * A moment by which work must be done, on the clock of {@link System#nanoTime()}, so that setting
 * the machine's clock changes nothing. Immutable; several threads may share one.
 */
public final class Deadline {
  private static final Deadline NEVER = new Deadline(0, false);

  private final long atNanos;
  private final boolean limited;

  private Deadline(long atNanos, boolean limited) {
    this.atNanos = atNanos;
    this.limited = limited;
  }

  /** {@return the deadline that never passes} */
  public static Deadline never() {
    return NEVER;
  }

  /**
   * {@return the moment that comes {@code limit} from now}
   *
   * @param limit how long from now; zero or less has passed at once
   */
  public static Deadline after(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos(), true);
  }

  /**
   * {@return the sooner of this deadline and the one {@code limit} from now}
   *
   * @param limit how long from now; zero or less has passed at once
   */
  public Deadline orAfter(Duration limit) {
    var other = after(limit);
    return remainingNanos() <= other.remainingNanos() ? this : other;
  }

  /** {@return whether the moment has come} */
  public boolean hasPassed() {
    return remainingNanos() <= 0;
  }

  /**
   * {@return how long there is yet in nanoseconds: zero or less when the deadline has passed,
   * {@link Long#MAX_VALUE} if it never does}
   */
  public long remainingNanos() {
    return limited ? atNanos - System.nanoTime() : Long.MAX_VALUE;
  }
}
