package org.haproxystats.runtime.stats;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By how much a counter of one process has grown from one snapshot to the next, row by row. HAProxy
 * keeps the order of its rows, so a row is first looked for where it was the last time.
 */
final class Growth {
  private @Nullable StatEntry[] lastEntries = {};
  private long[] lastValues = {};

  /**
   * Takes the counters of a snapshot.
   *
   * @param entries the object of each row; null for a row that does not matter
   * @param values the counter of each row
   * @return for each row what it has grown by; what it has counted at all if it is new or has begun
   *     anew; {@link MetricColumn#ABSENT} if it has never counted anything
   */
  long[] next(@Nullable StatEntry[] entries, long[] values, int rows) {
    var growth = new long[rows];
    Map<StatEntry, Long> moved = Map.of();
    for (int row = 0; row < rows; row++) {
      var entry = entries[row];
      long value = values[row];
      if (entry == null || value <= 0) {
        growth[row] = MetricColumn.ABSENT;
        continue;
      }
      long before;
      if (row < lastEntries.length && lastEntries[row] == entry) {
        before = lastValues[row];
      } else {
        moved = moved.isEmpty() ? byEntry() : moved;
        before = moved.getOrDefault(entry, 0L);
      }
      growth[row] = value >= before ? value - before : value;
    }
    lastEntries = Arrays.copyOf(entries, rows);
    lastValues = Arrays.copyOf(values, rows);
    return growth;
  }

  private Map<StatEntry, Long> byEntry() {
    var values = new IdentityHashMap<StatEntry, Long>();
    for (int row = 0; row < lastEntries.length; row++) {
      var entry = lastEntries[row];
      if (entry != null) {
        values.put(entry, lastValues[row]);
      }
    }
    return values;
  }
}
