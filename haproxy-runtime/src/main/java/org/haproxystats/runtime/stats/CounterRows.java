package org.haproxystats.runtime.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one process had counted in one snapshot, row by row, to compare a later snapshot of the same
 * process with. HAProxy keeps the order of its rows, so a row is first looked for where it was.
 */
final class CounterRows {
  /** The growth of a counter that began anew, or that was not there before. */
  static final long UNKNOWN = MetricColumn.ABSENT + 1;

  private final @Nullable StatEntry[] entries;
  private final Map<String, long[]> columns = new HashMap<>();
  private final IdentityHashMap<StatEntry, Integer> rowsOfEntries = new IdentityHashMap<>();

  /**
   * Copies the counters of a table.
   *
   * @param entries the object of each row; null for a row that does not matter
   * @param counters the fields to copy
   */
  CounterRows(@Nullable StatEntry[] entries, StatTable table, Iterable<String> counters) {
    this.entries = Arrays.copyOf(entries, table.rows());
    for (var field : counters) {
      var values = table.column(field);
      if (values != null) {
        columns.put(field, Arrays.copyOf(values, table.rows()));
      }
    }
  }

  /**
   * By how much a counter has grown since.
   *
   * @param later the rows of the later snapshot
   * @return for each row the growth; {@link #UNKNOWN}; or {@link MetricColumn#ABSENT} where HAProxy
   *     has given no value in either. Null if the later snapshot has no such column
   */
  long @Nullable [] growth(String field, CounterRows later) {
    var after = later.columns.get(field);
    if (after == null) {
      return null;
    }
    var before = columns.get(field);
    var growth = new long[after.length];
    for (int row = 0; row < after.length; row++) {
      int earlier = before == null ? -1 : row(later.entries[row], row);
      growth[row] =
          earlier < 0 || before == null ? UNKNOWN : difference(before[earlier], after[row]);
    }
    return growth;
  }

  private static long difference(long before, long after) {
    if (before == after) {
      return before == MetricColumn.ABSENT ? MetricColumn.ABSENT : 0;
    }
    return before == MetricColumn.ABSENT || after < before ? UNKNOWN : after - before;
  }

  /** Whether any counter of a row of a later snapshot is below what it was, or the row is new. */
  boolean hasBegunAnew(CounterRows later, int row) {
    int earlier = row(later.entries[row], row);
    if (earlier < 0) {
      return true;
    }
    for (var column : columns.entrySet()) {
      var after = later.columns.get(column.getKey());
      if (after != null
          && after[row] != MetricColumn.ABSENT
          && after[row] < column.getValue()[earlier]) {
        return true;
      }
    }
    return false;
  }

  /** The row that an object had; negative if it had none. */
  private int row(@Nullable StatEntry entry, int likely) {
    if (entry == null) {
      return -1;
    }
    if (likely < entries.length && entries[likely] == entry) {
      return likely;
    }
    if (rowsOfEntries.isEmpty()) {
      for (int row = 0; row < entries.length; row++) {
        var each = entries[row];
        if (each != null) {
          rowsOfEntries.put(each, row);
        }
      }
    }
    return rowsOfEntries.getOrDefault(entry, -1);
  }
}
