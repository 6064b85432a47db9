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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.spool.Snapshot;
import org.haproxystats.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots wait for which sink.
 *
 * <p>The spool on disk is the truth, and this is what is known of it: each listing adds what is new
 * and drops what is gone. A snapshot is done when every sink has confirmed it or given it up; then
 * it is removed, or set aside if one could not have it. What could not be done on disk is tried
 * again with the next listing, and until then the snapshot is not delivered again.
 *
 * <p>What waits is bounded. Beyond the bounds the oldest snapshot is dropped: every sink that has
 * not confirmed it gives it up.
 *
 * <p>A sink's lane takes, then confirms or fails; two lanes may do so with one snapshot at the same
 * time. The {@link Progress} of a snapshot and its directory are guarded by the progress itself, so
 * that a slow disk holds up no lane that is elsewhere.
 */
final class PendingSnapshots {
  private static final System.Logger LOG = System.getLogger(PendingSnapshots.class.getName());
  private static final int TRIES = 3;

  /** What is known of one snapshot; guarded by itself. */
  private static final class Progress {
    final Set<String> missing;
    final long bytes;
    final Set<String> toNote = new HashSet<>();
    final Set<String> resting = new HashSet<>();
    final Map<String, Integer> failures = new HashMap<>();
    long restingUntil;
    boolean dropped;
    @Nullable String reason;

    Progress(Set<String> missing, long bytes) {
      this.missing = missing;
      this.bytes = bytes;
    }

    synchronized Set<String> missing() {
      return Set.copyOf(missing);
    }
  }

  private final Spool spool;
  private final Set<String> sinks;
  private final Duration restAfterFailure;
  private final BacklogBounds bounds;
  private final SinkQueues queues;
  private final ConcurrentSkipListMap<Snapshot, Progress> known = new ConcurrentSkipListMap<>();
  private final LongAdder done = new LongAdder();
  private final LongAdder setAside = new LongAdder();
  private volatile long bytes;
  private volatile boolean diskTrouble;
  private volatile boolean blocked;

  /**
   * @param sinks the names of all sinks
   * @param inOrder those of them that take snapshots in order
   * @param restAfterFailure how long a snapshot is left alone that could not be read or rendered
   */
  PendingSnapshots(
      Spool spool,
      Set<String> sinks,
      Set<String> inOrder,
      Duration restAfterFailure,
      BacklogBounds bounds) {
    this.spool = spool;
    this.sinks = Set.copyOf(sinks);
    this.restAfterFailure = restAfterFailure;
    this.bounds = bounds;
    this.queues = new SinkQueues(this.sinks, inOrder);
  }

  /** Takes over a listing of the spool. For one thread. */
  void update(SortedSet<Snapshot> present) {
    known.keySet().retainAll(present);
    queues.retainAll(present);
    var news = new TreeMap<Snapshot, Set<String>>();
    for (Snapshot snapshot : present) {
      var progress = known.get(snapshot);
      if (progress != null) {
        revisit(snapshot, progress);
      } else {
        var missing = add(snapshot);
        if (!missing.isEmpty()) {
          news.put(snapshot, missing);
        }
      }
    }
    if (!news.isEmpty()) {
      queues.arrived(news);
    }
    keepWithinBounds();
  }

  /**
   * What this sink gets next: the snapshot that came last, or else the oldest that waits; in order,
   * the oldest in any case. Waits for one. Empty when this is closed.
   *
   * @param backlogFrom the value of {@link System#nanoTime} before which only the last one is given
   */
  Optional<SinkQueue.Turn> next(String sink, long backlogFrom) throws InterruptedException {
    return queues.next(sink, backlogFrom);
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
    blocked = false;
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

  /** The snapshot cannot be read now, which is not its own fault. It rests, however often. */
  void blocked(Snapshot snapshot, String reason) {
    var progress = putToRest(snapshot, sinks);
    if (progress != null) {
      synchronized (progress) {
        rest(progress, progress.missing);
      }
    }
    if (!blocked) {
      blocked = true;
      LOG.log(
          Level.ERROR,
          reason + "; snapshots wait in the spool until they can be read, none is lost");
    }
  }

  /** The snapshot's directory does not exist any more. */
  void vanished(Snapshot snapshot) {
    take(snapshot, sinks);
    known.remove(snapshot);
  }

  /** Ends all waiting in {@link #next}. */
  void close() {
    queues.close();
  }

  /** Sets how many snapshots may wait for this sink, whatever the bounds of all allow. */
  void limit(String sink, int snapshots) {
    queues.with(sink, queue -> queue.limit(snapshots));
  }

  /** How many snapshots wait for this sink. */
  int waiting(String sink) {
    return queues.with(sink, SinkQueue::size);
  }

  /** How many snapshots this sink gave up because too much waited. */
  long dropped(String sink) {
    return queues.with(sink, SinkQueue::dropped);
  }

  /** The age of the oldest snapshot that waits for this sink, in seconds; 0 if none does. */
  long oldestAge(String sink) {
    return queues.with(sink, SinkQueue::oldest).map(bounds::age).orElse(0L);
  }

  /** How many bytes the files of all snapshots have that wait for any sink. */
  long bytes() {
    return bytes;
  }

  /** How many snapshots every sink has confirmed. */
  long done() {
    return done.sum();
  }

  /** How many snapshots were set aside. */
  long setAside() {
    return setAside.sum();
  }

  /** Takes up a snapshot and returns the sinks that have not confirmed it. */
  private Set<String> add(Snapshot snapshot) {
    var missing = new HashSet<>(sinks);
    long size = 0;
    try {
      missing.removeAll(snapshot.confirmations());
      size = snapshot.bytes();
    } catch (NoSuchFileException e) {
      return Set.of(); // It was removed after the listing.
    } catch (IOException e) {
      // Reading it will fail as well, and say so.
      LOG.log(Level.DEBUG, "cannot look into " + snapshot, e);
    }
    var progress = new Progress(missing, size);
    known.put(snapshot, progress);
    if (missing.isEmpty()) {
      settle(snapshot, progress);
    }
    return progress.missing();
  }

  private void revisit(Snapshot snapshot, Progress progress) {
    synchronized (progress) {
      if (known.get(snapshot) != progress) {
        return; // A lane was done with it in this moment.
      }
      if (progress.missing.isEmpty() || !progress.toNote.isEmpty()) {
        settle(snapshot, progress);
      }
      if (!progress.resting.isEmpty() && System.nanoTime() - progress.restingUntil >= 0) {
        progress.resting.retainAll(progress.missing);
        queues.returned(snapshot, progress.resting);
        progress.resting.clear();
      }
    }
  }

  private void failed(Snapshot snapshot, Set<String> affected, String reason) {
    var progress = putToRest(snapshot, affected);
    if (progress == null) {
      return;
    }
    synchronized (progress) {
      var tried = new HashSet<>(affected);
      tried.retainAll(progress.missing);
      tried.removeAll(progress.resting); // Another lane has told of this failure.
      tried.forEach(sink -> progress.failures.merge(sink, 1, Integer::sum));
      var givenUp = new HashSet<>(tried);
      givenUp.removeIf(sink -> progress.failures.getOrDefault(sink, 0) < TRIES);
      tried.removeAll(givenUp);
      if (!tried.isEmpty()) {
        LOG.log(Level.DEBUG, "snapshot " + snapshot + " is tried again later: " + reason);
        rest(progress, tried);
      }
      if (!givenUp.isEmpty()) {
        queues.remove(snapshot, givenUp);
        progress.missing.removeAll(givenUp);
        progress.reason = reason;
        settle(snapshot, progress);
      }
    }
  }

  private void rest(Progress progress, Set<String> from) {
    progress.resting.addAll(from);
    progress.restingUntil = System.nanoTime() + restAfterFailure.toNanos();
  }

  /** Drops the oldest for as long as too much waits. */
  private void keepWithinBounds() {
    // One by one: a copy of the whole would count on a size that lanes change meanwhile.
    var wanted = new TreeMap<Snapshot, Progress>();
    known.forEach(
        (snapshot, progress) -> {
          if (!progress.missing().isEmpty()) {
            wanted.put(snapshot, progress);
          }
        });
    int count = wanted.size();
    long size = wanted.values().stream().mapToLong(progress -> progress.bytes).sum();
    for (var snapshot : wanted.keySet()) {
      var reason = bounds.excess(count, size, snapshot);
      var progress = wanted.get(snapshot);
      if (reason.isEmpty() || progress == null) {
        break;
      }
      drop(snapshot, progress.missing(), reason.get());
      count--;
      size -= progress.bytes;
    }
    bytes = size;
    for (String sink : sinks) {
      for (var excess = aboveLimit(sink); excess.isPresent(); excess = aboveLimit(sink)) {
        drop(excess.get(), Set.of(sink), "more datapoints wait than its queue-size allows");
      }
    }
  }

  private Optional<Snapshot> aboveLimit(String sink) {
    return queues.with(sink, SinkQueue::aboveLimit);
  }

  private void drop(Snapshot snapshot, Set<String> from, String reason) {
    queues.drop(snapshot, from, reason);
    var progress = known.get(snapshot);
    if (progress != null) {
      synchronized (progress) {
        progress.missing.removeAll(from);
        progress.toNote.addAll(from); // After a restart they do not want it either.
        progress.dropped = true;
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
      if (!progress.dropped) {
        done.increment();
      }
    } else {
      Path place = spool.setAside(snapshot, progress.reason);
      setAside.increment();
      LOG.log(
          Level.ERROR,
          "snapshot %s is set aside as %s after %d tries: %s"
              .formatted(snapshot, place, TRIES, progress.reason));
    }
    known.remove(snapshot);
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

  /** Takes the snapshot from what waits for these sinks; null if it is not known any more. */
  private @Nullable Progress take(Snapshot snapshot, Set<String> from) {
    queues.remove(snapshot, from);
    return known.get(snapshot);
  }

  /** The same for a snapshot that these sinks may get again. */
  private @Nullable Progress putToRest(Snapshot snapshot, Set<String> from) {
    queues.rest(snapshot, from);
    var progress = known.get(snapshot);
    if (progress == null) {
      queues.remove(snapshot, from);
    }
    return progress;
  }
}
