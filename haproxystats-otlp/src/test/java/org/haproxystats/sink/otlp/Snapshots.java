package org.haproxystats.sink.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.RuleSet;
import org.haproxystats.runtime.stats.StatObject;

/** Snapshots to deliver. */
final class Snapshots {
  static final long SECONDS = 1_795_225_391;
  static final FieldCatalog CATALOG = FieldCatalog.load();

  private Snapshots() {}

  /** One frontend with a counter and a gauge. */
  static AggregatedSnapshot small(long seconds) {
    return new AggregatedSnapshot(
        seconds,
        List.of(
            new MetricTable(
                ObjectKind.FRONTEND,
                List.of(new StatObject(ObjectKind.FRONTEND, "", "www")),
                List.of(counter("stot", 70), gauge("scur", 3)))));
  }

  /** Many servers with everything that HAProxy tells of one, in large numbers. */
  static AggregatedSnapshot servers(int count) {
    var servers = new ArrayList<StatObject>();
    for (int i = 0; i < count; i++) {
      servers.add(
          new StatObject(
              ObjectKind.SERVER, "a-backend-with-a-long-name", "server-with-a-long-name-" + i));
    }
    var values = new long[count];
    Arrays.fill(values, Long.MAX_VALUE);
    var columns = new ArrayList<MetricColumn>();
    CATALOG
        .numbers(RuleSet.EXACT, ObjectKind.SERVER, List.of(FieldCatalog.ALL))
        .forEach(planned -> columns.add(new MetricColumn.Longs(planned.metric(), values)));
    return new AggregatedSnapshot(
        SECONDS, List.of(new MetricTable(ObjectKind.SERVER, servers, columns)));
  }

  static MetricColumn counter(String name, long... values) {
    return new MetricColumn.Longs(new Metric(name, "", true), values);
  }

  static MetricColumn gauge(String name, long... values) {
    return new MetricColumn.Longs(new Metric(name, "", false), values);
  }

  static MetricColumn mean(String name, double... values) {
    return new MetricColumn.Doubles(new Metric(name, "", false), values);
  }
}
