package org.haproxystats.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.haproxystats.runtime.stats.AggregatedSnapshot;

/**
 * A receiver of aggregated snapshots. It is called by one thread at a time, but for {@link #close},
 * which may come while a delivery that does not end is still under way.
 */
public interface Sink extends AutoCloseable {

  /**
   * The name in logs, and of the mark that says what this sink has confirmed: lower-case letters,
   * digits and hyphens, such as {@code graphite}. It must not change from one run to the next.
   */
  String name();

  /**
   * Delivers one snapshot and returns when its receiver has confirmed it. The snapshot is only
   * lent. After an exception the same snapshot is delivered again, whole, later: delivering twice
   * must be harmless. The newest snapshot comes first, and then those that have waited, the oldest
   * first; unless it {@linkplain #takesInOrder() takes them in order}.
   *
   * <p>A {@link RuntimeException} means that this snapshot cannot be delivered to anybody: after a
   * few tries it is set aside. Trouble of the receiver must come as an {@link IOException}.
   *
   * @return how many values the receiver was given
   * @throws IOException the snapshot is not confirmed; the message names the receiver and the
   *     reason
   * @throws InterruptedException the program is stopping: two seconds after it was asked to, the
   *     thread is interrupted, and whatever this waits for has to end
   */
  long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException;

  /** What it takes of each snapshot; asked for once, when the program starts. */
  default SnapshotNeeds needs() {
    return SnapshotNeeds.asConfigured();
  }

  /**
   * Whether only the newest snapshot is of use, as for a sink that shows what is now. Older ones
   * count as confirmed and are not delivered.
   */
  default boolean takesOnlyTheNewest() {
    return false;
  }

  /**
   * Whether no snapshot may come after a later one, as for a receiver that keeps what it gets in
   * the order in which it gets it. Then all come in the order of time, and after an outage the
   * newest comes last. What has waited comes as fast as it is confirmed: a limit would delay what
   * is new, too.
   */
  default boolean takesInOrder() {
    return false;
  }

  /** How long to leave the receiver alone after a delivery that failed. */
  Duration retryDelay();

  /**
   * How many values may wait for this sink, the oldest being dropped first; empty: as many as the
   * bounds of the spool allow.
   */
  default OptionalInt mostWaiting() {
    return OptionalInt.empty();
  }

  /** Ends the sink. The program's stop waits for it, so it must not wait for the receiver. */
  @Override
  void close();
}
