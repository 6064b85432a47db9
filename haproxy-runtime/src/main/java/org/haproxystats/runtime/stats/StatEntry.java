package org.haproxystats.runtime.stats;

import org.jspecify.annotations.Nullable;

/** One object as the {@link StatAggregator} keeps it from snapshot to snapshot. */
final class StatEntry {
  /** The row of an object that is left out. */
  static final int EXCLUDED = -1;

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

  StatEntry(byte[] key, int hash, StatObject object, byte[] name, int border) {
    this.key = key;
    this.hash = hash;
    this.object = object;
    this.name = name;
    this.border = border;
  }
}
