package org.haproxystats.process;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.spool.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reads snapshots for all lanes, one at a time, and keeps the last one: lanes that keep pace with
 * each other share one reading, and memory does not grow with their number of snapshots.
 *
 * <p>Each lane gets a lease. A snapshot goes back to its source, which fills it anew, when the last
 * lease on it is closed and it is not the last one any more: then nobody can read it. A lane that
 * holds one for long keeps no other lane waiting; the source makes a new one meanwhile.
 */
final class SharedSnapshots {
  private final SnapshotSource source;
  private final ReentrantLock reading = new ReentrantLock(true);
  private @Nullable Shared last;

  SharedSnapshots(SnapshotSource source) {
    this.source = source;
  }

  /** The right to read a snapshot, until it is closed. */
  final class Lease implements AutoCloseable {
    private final Shared shared;
    private final AggregatedSnapshot part;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(Shared shared, AggregatedSnapshot part) {
      this.shared = shared;
      this.part = part;
    }

    /**
     * The part that the sink needs; not to be kept longer than the lease.
     *
     * @throws IllegalStateException the lease is closed
     */
    AggregatedSnapshot aggregated() {
      if (closed.get()) {
        throw new IllegalStateException("the lease on " + shared.snapshot + " is closed");
      }
      return part;
    }

    Snapshot snapshot() {
      return shared.snapshot;
    }

    /** Gives the snapshot back; a second time does nothing. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release(shared);
      }
    }
  }

  /** A snapshot that was read, and how many hold it: leases, and this object for the last one. */
  private static final class Shared {
    final Snapshot snapshot;
    final AggregatedSnapshot aggregated;
    final AtomicInteger holders = new AtomicInteger(1);

    Shared(Snapshot snapshot, AggregatedSnapshot aggregated) {
      this.snapshot = snapshot;
      this.aggregated = aggregated;
    }
  }

  /** The part of a snapshot that a sink needs, on a lease of its own. */
  Lease read(Snapshot snapshot, SnapshotNeeds needs) throws IOException, InterruptedException {
    var shared = hold(snapshot);
    return new Lease(shared, source.part(shared.aggregated, needs));
  }

  private Shared hold(Snapshot snapshot) throws IOException, InterruptedException {
    reading.lockInterruptibly();
    try {
      var shared = last;
      if (shared == null || !snapshot.equals(shared.snapshot)) {
        last = null;
        if (shared != null) {
          release(shared);
        }
        shared = new Shared(snapshot, source.read(snapshot));
        last = shared;
      }
      // This object holds it, so it was not given back, and will not be before this is counted.
      shared.holders.incrementAndGet();
      return shared;
    } finally {
      reading.unlock();
    }
  }

  private void release(Shared shared) {
    if (shared.holders.decrementAndGet() == 0) {
      source.takeBack(shared.aggregated);
    }
  }
}
