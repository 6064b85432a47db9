package org.haproxystats.process;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.spool.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots for all lanes, one at a time, and keeps the last one: lanes that keep pace with
 * each other share one reading, and memory does not grow with their number of snapshots.
 */
final class SharedSnapshots {
  private final SnapshotSource source;
  private final ReentrantLock reading = new ReentrantLock(true);
  private @Nullable Snapshot lastSnapshot;
  private @Nullable AggregatedSnapshot last;

  SharedSnapshots(SnapshotSource source) {
    this.source = source;
  }

  /** The part of a snapshot that a sink needs. */
  AggregatedSnapshot read(Snapshot snapshot, SnapshotNeeds needs)
      throws IOException, InterruptedException {
    return source.part(read(snapshot), needs);
  }

  AggregatedSnapshot read(Snapshot snapshot) throws IOException, InterruptedException {
    reading.lockInterruptibly();
    try {
      var shared = last;
      if (shared == null || !snapshot.equals(lastSnapshot)) {
        last = null; // It may be large: let it go before the next one is made.
        shared = source.read(snapshot);
        last = shared;
        lastSnapshot = snapshot;
      }
      return shared;
    } finally {
      reading.unlock();
    }
  }
}
