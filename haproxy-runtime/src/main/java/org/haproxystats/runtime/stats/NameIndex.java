package org.haproxystats.runtime.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry of a name that is given as bytes, without making a {@code String} of it. It keeps
 * its entries from one snapshot to the next, so the names of a steady HAProxy are decoded once.
 *
 * <p>HAProxy lists its objects in the same order each time, so before anything is looked up, the
 * entry is tried that followed the last one before. Otherwise this is a hash table with open
 * addressing. Entries that a snapshot did not mention leave when they outnumber those that it did.
 */
final class NameIndex {
  private @Nullable StatEntry[] slots = new @Nullable StatEntry[64];
  private int size;
  private @Nullable StatEntry last;

  /** The entry that probably comes next, if it has this name; else null. */
  @Nullable StatEntry next(byte[] names, int start, int end, int border) {
    var likely = last == null ? null : last.next;
    return likely != null
            && likely.border == border
            && Arrays.equals(likely.name, 0, likely.name.length, names, start, end)
        ? likely
        : null;
  }

  /** Notes that an entry of this index is the next one. */
  void advance(StatEntry entry) {
    if (last != null) {
      last.next = entry;
    }
    last = entry;
  }

  /**
   * The entry whose key is the first {@code length} bytes of {@code key}; null if there is none.
   */
  @Nullable StatEntry find(byte[] key, int length, int hash) {
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      var entry = slots[i];
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash && Arrays.equals(entry.key, 0, entry.key.length, key, 0, length)) {
        return entry;
      }
    }
  }

  void add(StatEntry entry) {
    if (2 * (size + 1) > slots.length) {
      rebuild(slots.length * 2, Long.MIN_VALUE);
    }
    insert(entry);
  }

  /** Forgets the entries that were not seen in a snapshot, if they are the majority. */
  void forgetVanished(long snapshot, int seen) {
    if (size > 2 * seen + 64) {
      rebuild(slots.length, snapshot);
    }
  }

  private void rebuild(int capacity, long seenSince) {
    var old = slots;
    slots = new @Nullable StatEntry[capacity];
    size = 0;
    last = null; // What leaves must not be found by way of its neighbour either.
    for (var entry : old) {
      if (entry != null && entry.snapshot >= seenSince) {
        entry.next = null;
        insert(entry);
      }
    }
  }

  private void insert(StatEntry entry) {
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = entry;
    size++;
  }

  static int hash(byte[] bytes, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 15); // the last bytes of numbered names differ only in the low bits
  }
}
