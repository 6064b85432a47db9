package org.haproxystats.process;

import java.io.IOException;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.spool.Snapshot;

/** Makes of a snapshot's files what the sinks get. It is called by one thread at a time. */
@FunctionalInterface
public interface SnapshotSource {

  /**
   * Reads and aggregates one snapshot. Bad data in a file costs no more than itself and is no
   * exception.
   *
   * <p>The result is used by several sinks, and must not be changed by later calls until it is
   * taken back: one sink may still be at this snapshot while another is at the next.
   *
   * @throws IOException a file or the directory cannot be read; the message names it
   */
  AggregatedSnapshot read(Snapshot snapshot) throws IOException;

  /** What one sink needs of a snapshot that was read; for any thread. */
  default AggregatedSnapshot part(AggregatedSnapshot whole, SnapshotNeeds needs) {
    return whole;
  }

  /**
   * Takes back what {@link #read} gave, because nobody reads it any more: its arrays may be used
   * for another. Called once at most for each snapshot, by any thread, and also during {@link
   * #read}.
   */
  default void takeBack(AggregatedSnapshot snapshot) {}
}
