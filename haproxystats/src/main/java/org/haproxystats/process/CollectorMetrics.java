package org.haproxystats.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatAggregator;
import org.haproxystats.runtime.stats.StatObject;

/**
 * The collector's own metrics of one snapshot: how many values it made, and how long it took. One
 * pass over the statistics serves frontends, backends and servers, so the time of each is its share
 * of that pass, by the number of values.
 */
final class CollectorMetrics {
  private static final StatObject COLLECTOR = new StatObject(ObjectKind.COLLECTOR, "", "");

  private final long start = System.nanoTime();
  private final List<MetricColumn> columns = new ArrayList<>();

  interface Part {
    List<MetricTable> tables() throws IOException;
  }

  List<MetricTable> timeDaemon(Part part) throws IOException {
    long begin = System.nanoTime();
    var tables = part.tables();
    if (!tables.isEmpty()) {
      count("MetricsHAProxy", tables);
      seconds("WallClockTimeHAProxy", System.nanoTime() - begin);
    }
    return tables;
  }

  List<MetricTable> timeStatistics(Part part) throws IOException {
    long begin = System.nanoTime();
    var tables = part.tables();
    if (!tables.isEmpty()) {
      long nanos = System.nanoTime() - begin;
      long all = Math.max(values(tables), 1);
      var frontends = only(tables, ObjectKind.FRONTEND);
      var backends = only(tables, ObjectKind.BACKEND);
      var servers = only(tables, ObjectKind.SERVER, ObjectKind.SERVER_IN_ALL_BACKENDS);
      long totals = totalServers(backends);
      columns.add(number("MetricsFrontend", 1 + values(frontends)));
      seconds("WallClockTimeFrontends", nanos * values(frontends) / all);
      columns.add(number("MetricsBackend", 1 + values(backends) - totals));
      seconds("WallClockTimeBackends", nanos * values(backends) / all);
      columns.add(number("MetricsServer", 1 + values(servers) + totals));
      seconds("WallClockTimeServers", nanos * values(servers) / all);
      seconds("WallClockTimeAllStats", nanos);
    }
    return tables;
  }

  /** Tells how many processes the sums lack; nothing for a snapshot that is whole. */
  void missingProcesses(int count) {
    if (count > 0) {
      columns.add(number("MissingProcesses", count));
    }
  }

  /** The table; the total time ends here. */
  MetricTable table() {
    seconds("TotalWallClockTime", System.nanoTime() - start);
    return new MetricTable(ObjectKind.COLLECTOR, List.of(COLLECTOR), columns);
  }

  private void count(String name, List<MetricTable> tables) {
    columns.add(number(name, 1 + values(tables)));
  }

  private static MetricColumn number(String name, long value) {
    return new MetricColumn.Longs(new Metric(name, "metrics", false), new long[] {value});
  }

  private void seconds(String name, long nanos) {
    double seconds = Math.rint(nanos / 1e3) / 1e6; // whole microseconds
    columns.add(new MetricColumn.Doubles(new Metric(name, "s", false), new double[] {seconds}));
  }

  private static List<MetricTable> only(List<MetricTable> tables, ObjectKind... kinds) {
    return tables.stream().filter(table -> List.of(kinds).contains(table.kind())).toList();
  }

  /** The number of values; a mean of nothing counts too, as it does in the original. */
  private static long values(List<MetricTable> tables) {
    long count = 0;
    for (var table : tables) {
      for (var column : table.columns()) {
        count +=
            column instanceof MetricColumn.Longs longs
                ? present(longs, table.rows())
                : table.rows();
      }
    }
    return count;
  }

  private static long present(MetricColumn.Longs column, int rows) {
    long count = 0;
    for (int row = 0; row < rows; row++) {
      if (!column.isAbsent(row)) {
        count++;
      }
    }
    return count;
  }

  /** The original counts a backend's number of servers among the metrics of servers. */
  private static long totalServers(List<MetricTable> backends) {
    long count = 0;
    for (var table : backends) {
      for (var column : table.columns()) {
        if (column.metric().equals(StatAggregator.TOTAL_SERVERS)
            && column instanceof MetricColumn.Longs totals) {
          count += present(totals, table.rows());
        }
      }
    }
    return count;
  }
}
