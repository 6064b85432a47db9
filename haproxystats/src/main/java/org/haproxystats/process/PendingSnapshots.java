package org.haproxystats.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.spool.Snapshot;
import org.haproxystats.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots wait for which sink.
 *
 * <p>The spool on disk is the truth, and this is what is known of it: each listing adds what is new
 * and drops what is gone. A snapshot is done when every sink has confirmed it or given it up; then
 * it is removed, or set aside if one has given it up. What could not be done on disk is tried again
 * with the next listing, and until then the snapshot is not delivered again.
 *
 * <p>A sink's lane takes, then confirms or fails; two lanes may do so with one snapshot at the same
 * time. The sets are guarded by {@code lock}, the {@link Progress} of a snapshot and its directory
 * by the progress itself, so that a slow disk holds up no lane that is elsewhere.
 */
final class PendingSnapshots {
  private static final System.Logger LOG = System.getLogger(PendingSnapshots.class.getName());
  private static final int TRIES = 3;

  /** What is known of one snapshot; guarded by itself. */
  private static final class Progress {
    final Set<String> missing;
    final Set<String> toNote = new HashSet<>();
    final Set<String> resting = new HashSet<>();
    long restingUntil;
    int failures;
    @Nullable String reason;

    Progress(Set<String> missing) {
      this.missing = missing;
    }
  }

  private final Spool spool;
  private final Set<String> sinks;
  private final Duration restAfterFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, SortedSet<Snapshot>> waiting = new HashMap<>();
  private final Map<Snapshot, Progress> known = new HashMap<>();
  private final LongAdder done = new LongAdder();
  private final LongAdder setAside = new LongAdder();
  private volatile boolean diskTrouble;
  private boolean closed;

  /**
   * @param sinks the names of all sinks
   * @param restAfterFailure how long a snapshot is left alone that could not be read or rendered
   */
  PendingSnapshots(Spool spool, Set<String> sinks, Duration restAfterFailure) {
    this.spool = spool;
    this.sinks = Set.copyOf(sinks);
    this.restAfterFailure = restAfterFailure;
    sinks.forEach(sink -> waiting.put(sink, new TreeSet<>()));
  }

  /** Takes over a listing of the spool. For one thread. */
  void update(SortedSet<Snapshot> present) {
    dropAllBut(present);
    for (Snapshot snapshot : present) {
      var progress = progressOf(snapshot);
      if (progress == null) {
        add(snapshot);
      } else {
        revisit(snapshot, progress);
      }
    }
  }

  /** The oldest snapshot that waits for this sink; waits for one. Empty when this is closed. */
  Optional<Snapshot> next(String sink) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var snapshots = waitingFor(sink);
      while (snapshots.isEmpty() && !closed) {
        changed.await();
      }
      return closed ? Optional.empty() : Optional.of(snapshots.first());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The sink's receiver has this snapshot.
   *
   * @return whether it was the last sink that was missing
   */
  boolean confirmed(Snapshot snapshot, String sink) {
    var progress = take(snapshot, Set.of(sink));
    if (progress == null) {
      return false;
    }
    synchronized (progress) {
      progress.missing.remove(sink);
      progress.toNote.add(sink);
      settle(snapshot, progress);
      return progress.missing.isEmpty();
    }
  }

  /** The snapshot cannot be read, so no sink can have it. It rests, or is given up. */
  void unreadable(Snapshot snapshot, String reason) {
    failed(snapshot, sinks, reason);
  }

  /** The sink stumbles over this snapshot, others may not. It rests, or this sink gives it up. */
  void undeliverable(Snapshot snapshot, String sink, String reason) {
    failed(snapshot, Set.of(sink), reason);
  }

  /** The snapshot's directory does not exist any more. */
  void vanished(Snapshot snapshot) {
    take(snapshot, sinks);
    forget(snapshot);
  }

  /** Ends all waiting in {@link #next}. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many snapshots wait for this sink. */
  int waiting(String sink) {
    lock.lock();
    try {
      return waitingFor(sink).size();
    } finally {
      lock.unlock();
    }
  }

  /** How many snapshots every sink has confirmed. */
  long done() {
    return done.sum();
  }

  /** How many snapshots were set aside. */
  long setAside() {
    return setAside.sum();
  }

  private void dropAllBut(Set<Snapshot> present) {
    lock.lock();
    try {
      known.keySet().retainAll(present);
      waiting.values().forEach(snapshots -> snapshots.removeIf(s -> !known.containsKey(s)));
    } finally {
      lock.unlock();
    }
  }

  private void add(Snapshot snapshot) {
    var missing = new HashSet<>(sinks);
    try {
      missing.removeAll(snapshot.confirmations());
    } catch (NoSuchFileException e) {
      return; // It was removed after the listing.
    } catch (IOException e) {
      // Reading it will fail as well, and say so.
      LOG.log(Level.DEBUG, "cannot read the marks of " + snapshot, e);
    }
    var progress = new Progress(missing);
    lock.lock();
    try {
      known.put(snapshot, progress);
    } finally {
      lock.unlock();
    }
    if (missing.isEmpty()) {
      settle(snapshot, progress);
    } else {
      offer(snapshot, missing);
    }
  }

  private void revisit(Snapshot snapshot, Progress progress) {
    synchronized (progress) {
      if (progress.missing.isEmpty() || !progress.toNote.isEmpty()) {
        settle(snapshot, progress);
      }
      if (!progress.resting.isEmpty() && System.nanoTime() - progress.restingUntil >= 0) {
        progress.resting.retainAll(progress.missing);
        offer(snapshot, progress.resting);
        progress.resting.clear();
      }
    }
  }

  private void failed(Snapshot snapshot, Set<String> affected, String reason) {
    var progress = take(snapshot, affected);
    if (progress == null) {
      return;
    }
    synchronized (progress) {
      progress.failures++;
      if (progress.failures < TRIES) {
        LOG.log(Level.DEBUG, "snapshot " + snapshot + " is tried again later: " + reason);
        affected.stream().filter(progress.missing::contains).forEach(progress.resting::add);
        progress.restingUntil = System.nanoTime() + restAfterFailure.toNanos();
      } else {
        progress.missing.removeAll(affected);
        progress.reason = reason;
        settle(snapshot, progress);
      }
    }
  }

  /** Brings the disk in line with the progress, as far as the disk allows. */
  private void settle(Snapshot snapshot, Progress progress) {
    synchronized (progress) {
      try {
        if (progress.missing.isEmpty()) {
          leave(snapshot, progress);
        } else {
          for (String sink : progress.toNote) {
            snapshot.confirm(sink);
          }
        }
        progress.toNote.clear();
        if (diskTrouble) {
          diskTrouble = false;
          LOG.log(Level.INFO, "the spool " + spool.directory() + " can be written to again");
        }
      } catch (NoSuchFileException e) {
        // Somebody else has removed it; the next listing drops it.
        LOG.log(Level.DEBUG, "snapshot " + snapshot + " is gone");
      } catch (IOException e) {
        tellOnce(e);
      }
    }
  }

  private void leave(Snapshot snapshot, Progress progress) throws IOException {
    if (progress.reason == null) {
      spool.remove(snapshot);
      done.increment();
    } else {
      Path place = spool.setAside(snapshot, progress.reason);
      setAside.increment();
      LOG.log(
          Level.ERROR,
          "snapshot %s is set aside as %s after %d tries: %s"
              .formatted(snapshot, place, TRIES, progress.reason));
    }
    forget(snapshot);
  }

  private void forget(Snapshot snapshot) {
    lock.lock();
    try {
      known.remove(snapshot);
    } finally {
      lock.unlock();
    }
  }

  private void tellOnce(IOException e) {
    if (!diskTrouble) {
      diskTrouble = true;
      LOG.log(
          Level.ERROR,
          FileTrouble.reason(e)
              + "; what is delivered cannot be noted or removed. It is tried again, but after a"
              + " restart these snapshots are delivered a second time");
    }
  }

  private void offer(Snapshot snapshot, Set<String> to) {
    lock.lock();
    try {
      to.forEach(sink -> waitingFor(sink).add(snapshot));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the snapshot from what waits for these sinks; null if it is not known any more. */
  private @Nullable Progress take(Snapshot snapshot, Set<String> from) {
    lock.lock();
    try {
      from.forEach(sink -> waitingFor(sink).remove(snapshot));
      return known.get(snapshot);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Progress progressOf(Snapshot snapshot) {
    lock.lock();
    try {
      return known.get(snapshot);
    } finally {
      lock.unlock();
    }
  }

  private SortedSet<Snapshot> waitingFor(String sink) {
    var snapshots = waiting.get(sink);
    if (snapshots == null) {
      throw new IllegalArgumentException("no such sink: " + sink);
    }
    return snapshots;
  }
}
