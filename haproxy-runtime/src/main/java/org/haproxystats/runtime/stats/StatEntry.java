package org.haproxystats.runtime.stats;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One object as the {@link StatAggregator} keeps it from snapshot to snapshot. */
final class StatEntry {
  /** The row of an object that is left out. */
  static final int EXCLUDED = -1;

  private static final int RESTARTS_KEPT = 8;

  final byte[] key;
  final int hash;
  final StatObject object;

  /** Its name as HAProxy writes it, a server's behind its backend's, and where that one ends. */
  final byte[] name;

  final int border;

  /** The entry that followed it the last time. */
  @Nullable StatEntry next;

  /** The snapshot that mentioned the object last. */
  long snapshot = Long.MIN_VALUE;

  /** Its row in that snapshot, or {@link #EXCLUDED}. */
  int row;

  /** Of a server: its backend, and its namesakes in all backends. */
  @Nullable StatEntry backend;

  @Nullable StatEntry inAllBackends;

  /** The times of the snapshots after which a counter of it began anew. */
  private @Nullable TreeSet<Long> restarts;

  StatEntry(byte[] key, int hash, StatObject object, byte[] name, int border) {
    this.key = key;
    this.hash = hash;
    this.object = object;
    this.name = name;
    this.border = border;
  }

  /** Notes that a counter began anew after a snapshot. */
  void restartAfter(long seconds) {
    if (restarts == null) {
      restarts = new TreeSet<>();
    }
    restarts.add(seconds);
    if (restarts.size() > RESTARTS_KEPT) {
      restarts.removeFirst();
    }
  }

  /** The last time before a snapshot after which a counter began anew; absent if none did. */
  long lastRestartBefore(long seconds) {
    var last = restarts == null ? null : restarts.lower(seconds);
    return last == null ? MetricColumn.ABSENT : last;
  }
}
