package org.haproxystats.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.ProcessTables;

/** Since when counters count: since their processes were started, or began anew. */
final class StartTimes {
  private StartTimes() {}

  /**
   * When a process was started, in seconds since the epoch; absent if it does not say. Up to
   * HAProxy 2.3 it says only how long ago that was.
   *
   * @param seconds when it was asked
   */
  static long of(ProcessInfo process, long seconds) {
    var uptime = process.number("Uptime_sec");
    long computed = uptime.isPresent() ? seconds - uptime.getAsLong() : MetricColumn.ABSENT;
    return process.number("Start_time_sec").orElse(computed);
  }

  /** The earliest start of several processes; absent if none says it. */
  static long earliest(Collection<ProcessInfo> processes, long seconds) {
    return processes.stream()
        .mapToLong(process -> of(process, seconds))
        .filter(start -> start != MetricColumn.ABSENT)
        .min()
        .orElse(MetricColumn.ABSENT);
  }

  /**
   * The snapshot with the start of each row of all tables; later than that of the processes, where
   * a counter began anew since then.
   *
   * @param processes what the processes say of themselves, by their names
   * @param start since when the sums over all processes count
   */
  static AggregatedSnapshot in(
      AggregatedSnapshot snapshot, Map<String, ProcessInfo> processes, long start) {
    long seconds = snapshot.seconds();
    var each = new ArrayList<ProcessTables>();
    for (var process : snapshot.processes()) {
      var info = processes.get(process.name());
      long own = info == null ? MetricColumn.ABSENT : of(info, seconds);
      each.add(new ProcessTables(process.name(), in(process.tables(), own)));
    }
    return new AggregatedSnapshot(seconds, in(snapshot.tables(), start), each);
  }

  private static List<MetricTable> in(List<MetricTable> tables, long start) {
    return tables.stream().map(table -> in(table, start)).toList();
  }

  private static MetricTable in(MetricTable table, long start) {
    var starts = new long[table.rows()];
    for (int row = 0; row < starts.length; row++) {
      starts[row] = Math.max(start, table.countingSince(row)); // Absent is the lowest number.
    }
    return table.startedAt(starts);
  }
}
