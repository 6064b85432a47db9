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

  /** The deadline that never passes. */
  public static Deadline never() {
    return NEVER;
  }

  /** The moment that comes {@code limit} from now. */
  public static Deadline after(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos(), true);
  }

  /** The sooner of this deadline and the one {@code limit} from now. */
  public Deadline orAfter(Duration limit) {
    var other = after(limit);
    return remainingNanos() <= other.remainingNanos() ? this : other;
  }

  /** Whether the moment has come. */
  public boolean hasPassed() {
    return remainingNanos() <= 0;
  }

  /** How long there is yet in nanoseconds; zero or less when the deadline has passed. */
  public long remainingNanos() {
    return limited ? atNanos - System.nanoTime() : Long.MAX_VALUE;
  }
}
