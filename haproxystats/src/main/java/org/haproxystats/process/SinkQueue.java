package org.haproxystats.process;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.haproxystats.spool.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one sink. The snapshot that came last is live. It has precedence, and the others
 * are the backlog, oldest first; or else all come in the order of time. For one thread at a time.
 */
final class SinkQueue {
  private static final System.Logger LOG = System.getLogger(SinkQueue.class.getName());

  /**
   * A snapshot to deliver.
   *
   * @param live whether it is the one that came last
   */
  record Turn(Snapshot snapshot, boolean live) {}

  private final String sink;
  private final boolean inOrder;
  private final SortedSet<Snapshot> snapshots = new TreeSet<>();

  /** What will be back, and until then, in order, keeps back all that is newer. */
  private final SortedSet<Snapshot> resting = new TreeSet<>();

  private @Nullable Snapshot live;
  private int limit = Integer.MAX_VALUE;
  private long dropped;
  private long droppedInEpisode;

  /**
   * @param inOrder whether no snapshot may come after a later one
   */
  SinkQueue(String sink, boolean inOrder) {
    this.sink = sink;
    this.inOrder = inOrder;
  }

  void add(Snapshot snapshot) {
    resting.remove(snapshot);
    snapshots.add(snapshot);
  }

  /** Takes out a snapshot that will be added again. */
  void rest(Snapshot snapshot) {
    if (snapshots.remove(snapshot)) {
      resting.add(snapshot);
    }
  }

  /**
   * The newest of what has just come is live from now on.
   *
   * @param news newest first; some may not be for this sink
   */
  void arrived(Collection<Snapshot> news) {
    for (Snapshot snapshot : news) {
      if (snapshots.contains(snapshot)) {
        live = snapshot;
        return;
      }
    }
  }

  void remove(Snapshot snapshot) {
    forget(snapshot);
    if (snapshots.isEmpty() && droppedInEpisode > 0) {
      LOG.log(
          Level.WARNING,
          "%s has all that waits for it, but lacks %d snapshots that were dropped"
              .formatted(sink, droppedInEpisode));
      droppedInEpisode = 0;
    }
  }

  private void forget(Snapshot snapshot) {
    snapshots.remove(snapshot);
    resting.remove(snapshot);
  }

  void retainAll(Collection<Snapshot> present) {
    snapshots.removeIf(snapshot -> !present.contains(snapshot));
    resting.removeIf(snapshot -> !present.contains(snapshot));
  }

  /** The sink gives up a snapshot, because too much waits. */
  void drop(Snapshot snapshot, String reason) {
    forget(snapshot);
    dropped++;
    if (droppedInEpisode++ == 0) {
      LOG.log(
          Level.WARNING,
          "the oldest snapshots are dropped for %s, %s being the first: %s"
              .formatted(sink, snapshot.name(), reason));
    }
  }

  /**
   * What to deliver next; nothing if nothing waits.
   *
   * @param backlogToo whether it may be one of the backlog; in order it always may
   */
  Optional<Turn> next(boolean backlogToo) {
    if (inOrder) {
      return oldest()
          .filter(oldest -> resting.isEmpty() || oldest.compareTo(resting.first()) < 0)
          .map(oldest -> new Turn(oldest, oldest.equals(live)));
    }
    if (live != null && snapshots.contains(live)) {
      return Optional.of(new Turn(live, true));
    }
    return backlogToo ? oldest().map(snapshot -> new Turn(snapshot, false)) : Optional.empty();
  }

  Optional<Snapshot> oldest() {
    return snapshots.isEmpty() ? Optional.empty() : Optional.of(snapshots.first());
  }

  int size() {
    return snapshots.size();
  }

  long dropped() {
    return dropped;
  }

  /** Sets how many may wait for this sink, and returns how many it were. */
  int limit(int most) {
    int before = limit;
    limit = most;
    return before;
  }

  /** The oldest, if more wait than the limit allows. */
  Optional<Snapshot> aboveLimit() {
    return snapshots.size() > limit ? oldest() : Optional.empty();
  }
}
