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
  private int lastRows;
  private long[] growth = {};

  /**
   * Takes the counters of a snapshot.
   *
   * @param entries the object of each row; null for a row that does not matter
   * @param values the counter of each row
   * @return for each row what it has grown by; what it has counted at all if it is new or has begun
   *     anew; {@link MetricColumn#ABSENT} if it has never counted anything. The array may be
   *     longer, and is good until the next call
   */
  long[] next(@Nullable StatEntry[] entries, long[] values, int rows) {
    growth = growth.length < rows ? new long[rows] : growth;
    Map<StatEntry, Long> moved = Map.of();
    for (int row = 0; row < rows; row++) {
      var entry = entries[row];
      long value = values[row];
      if (entry == null || value <= 0) {
        growth[row] = MetricColumn.ABSENT;
        continue;
      }
      long before;
      if (row < lastRows && lastEntries[row] == entry) {
        before = lastValues[row];
      } else {
        moved = moved.isEmpty() ? byEntry() : moved;
        before = moved.getOrDefault(entry, 0L);
      }
      growth[row] = value >= before ? value - before : value;
    }
    keep(entries, values, rows);
    return growth;
  }

  private void keep(@Nullable StatEntry[] entries, long[] values, int rows) {
    if (lastEntries.length < rows) {
      lastEntries = new @Nullable StatEntry[rows];
      lastValues = new long[rows];
    }
    System.arraycopy(entries, 0, lastEntries, 0, rows);
    Arrays.fill(lastEntries, rows, lastEntries.length, null); // These may have vanished.
    System.arraycopy(values, 0, lastValues, 0, rows);
    lastRows = rows;
  }

  private Map<StatEntry, Long> byEntry() {
    var values = new IdentityHashMap<StatEntry, Long>();
    for (int row = 0; row < lastRows; row++) {
      var entry = lastEntries[row];
      if (entry != null) {
        values.put(entry, lastValues[row]);
      }
    }
    return values;
  }
}
