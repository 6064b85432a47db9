package org.haproxystats.process;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How one sink gets through what has waited for it: not faster than its receiver can bear, and with
 * a line in the log when it begins and when it ends. For one thread.
 */
final class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

  /** Fewer may wait without anything being wrong. */
  private static final int WORTH_TELLING = 10;

  private final String sink;
  private final int rate;
  private final String way;
  private boolean isTold;
  private long start;
  private long count;
  private long backlogFrom = System.nanoTime();

  private Recovery(String sink, int rate, String way) {
    this.sink = sink;
    this.rate = rate;
    this.way = way;
  }

  /**
   * Of a sink that gets what comes at once, and the backlog beside it.
   *
   * @param rate the datapoints a second that the receiver gets of the backlog; 0: no limit
   */
  static Recovery besideNews(String sink, int rate) {
    var limit = rate > 0 ? ", at most " + rate + " datapoints a second" : "";
    return new Recovery(
        sink,
        rate,
        "what comes is delivered at once, and beside it what waits, the oldest first" + limit);
  }

  /** Of a sink that gets the backlog before what comes. */
  static Recovery inOrder(String sink) {
    return new Recovery(sink, 0, "all are delivered in order, the oldest first");
  }

  /** The value of {@link System#nanoTime} before which no snapshot of the backlog is due. */
  long backlogFrom() {
    return backlogFrom;
  }

  /**
   * Notes a delivery.
   *
   * @param live whether it was no part of the backlog
   * @param values how many datapoints it had
   * @param begun when it began, by {@link System#nanoTime}
   * @param waiting how many snapshots wait now
   */
  void delivered(boolean live, long values, long begun, int waiting) {
    if (!live && rate > 0) {
      backlogFrom = begun + values * TimeUnit.SECONDS.toNanos(1) / rate;
    }
    count++;
    if (!isTold && waiting >= WORTH_TELLING) {
      isTold = true;
      start = begun;
      count = 0;
      LOG.log(Level.INFO, "%s: %d snapshots wait; %s".formatted(sink, waiting, way));
    } else if (isTold && waiting == 0) {
      isTold = false;
      LOG.log(
          Level.INFO,
          "%s has all that waited: %d snapshots in %d s"
              .formatted(sink, count, Duration.ofNanos(System.nanoTime() - start).toSeconds()));
    }
  }
}
