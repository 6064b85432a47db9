package org.haproxystats.runtime.stats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of cells, as objects that are used again: most texts of a dump were in the one before.
 * A table of fixed size in which a new text takes the place of another with the same hash, so it
 * cannot grow.
 */
final class TextCache {
  @SuppressWarnings("ArrayRecordComponent") // compared by content, below
  private record Entry(byte[] bytes, TextValue value) {}

  private final @Nullable Entry[] entries;

  /**
   * @param slots a power of two
   */
  TextCache(int slots) {
    entries = new @Nullable Entry[slots];
  }

  TextValue get(byte[] bytes, int start, int end) {
    int slot = slot(bytes, start, end);
    var entry = entries[slot];
    if (entry != null && Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, start, end)) {
      return entry.value;
    }
    var value = TextValue.of(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    entries[slot] = new Entry(Arrays.copyOfRange(bytes, start, end), value);
    return value;
  }

  private int slot(byte[] bytes, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ (hash >>> 16)) & (entries.length - 1);
  }
}
