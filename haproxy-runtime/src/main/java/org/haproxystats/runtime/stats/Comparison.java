package org.haproxystats.runtime.stats;

/**
 * Which earlier snapshot one is compared with.
 *
 * @param seconds when the snapshot was taken, in seconds since the epoch
 * @param earlier when the earlier one was taken that the same processes are in; {@link
 *     MetricColumn#ABSENT} if there is none
 */
public record Comparison(long seconds, long earlier) {
  /** Compared with nothing, and nothing will be compared with it. */
  public static final Comparison NONE = new Comparison(MetricColumn.ABSENT, MetricColumn.ABSENT);

  boolean isKept() {
    return seconds != MetricColumn.ABSENT;
  }

  /** {@return whether there is an earlier one} */
  public boolean hasEarlier() {
    return earlier != MetricColumn.ABSENT;
  }

  /** {@return the time between the two, in seconds; zero if there is only one} */
  public long interval() {
    return hasEarlier() ? seconds - earlier : 0;
  }
}
