package org.haproxystats.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.ProcessTables;

/** When processes were started, as they say it themselves. */
final class StartTimes {
  private StartTimes() {}

  /**
   * When a process was started, in seconds since the epoch. Up to HAProxy 2.3 it says only how long
   * ago that was.
   *
   * @param seconds when it was asked
   */
  static OptionalLong of(ProcessInfo process, long seconds) {
    var start = process.number("Start_time_sec");
    var uptime = process.number("Uptime_sec");
    return start.isEmpty() && uptime.isPresent()
        ? OptionalLong.of(seconds - uptime.getAsLong())
        : start;
  }

  private static OptionalLong latest(Collection<ProcessInfo> processes, long seconds) {
    return processes.stream()
        .map(process -> of(process, seconds))
        .flatMapToLong(OptionalLong::stream)
        .max();
  }

  /**
   * The snapshot with the starts of its processes in all tables.
   *
   * @param processes what the processes say of themselves, by their names
   */
  static AggregatedSnapshot in(AggregatedSnapshot snapshot, Map<String, ProcessInfo> processes) {
    long seconds = snapshot.seconds();
    var each = new ArrayList<ProcessTables>();
    for (var process : snapshot.processes()) {
      var info = processes.get(process.name());
      var start = info == null ? OptionalLong.empty() : of(info, seconds);
      each.add(new ProcessTables(process.name(), in(process.tables(), start)));
    }
    return new AggregatedSnapshot(
        seconds, in(snapshot.tables(), latest(processes.values(), seconds)), each);
  }

  private static List<MetricTable> in(List<MetricTable> tables, OptionalLong start) {
    return tables.stream().map(table -> in(table, start)).toList();
  }

  private static MetricTable in(MetricTable table, OptionalLong start) {
    var starts = new long[table.rows()];
    Arrays.fill(starts, start.orElse(MetricColumn.ABSENT));
    return table.startedAt(starts);
  }
}
