package org.haproxystats.sink.kafka;

import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.runtime.stats.TextColumn;
import org.haproxystats.runtime.stats.TextValue;

/** Snapshots to deliver. */
final class Snapshots {
  static final long SECONDS = 1_795_225_391;

  static final StatObject DAEMON = new StatObject(ObjectKind.DAEMON, "", "");
  static final StatObject WWW = new StatObject(ObjectKind.FRONTEND, "", "www");
  static final StatObject WEB1 = new StatObject(ObjectKind.SERVER, "shop", "web1");
  static final StatObject WEB2 = new StatObject(ObjectKind.SERVER, "shop", "web2");

  private Snapshots() {}

  /** A frontend and two servers, one of which has no value. */
  static AggregatedSnapshot site() {
    return new AggregatedSnapshot(
        SECONDS,
        List.of(
            new MetricTable(
                ObjectKind.FRONTEND, List.of(WWW), List.of(longs("scur", 3), longs("stot", 70))),
            new MetricTable(
                ObjectKind.SERVER,
                List.of(WEB1, WEB2),
                List.of(
                    longs("scur", 2, MetricColumn.ABSENT), doubles("rtime", 1.5, Double.NaN)))));
  }

  /** Many servers with one value each. */
  static AggregatedSnapshot servers(long seconds, int count) {
    var servers = new ArrayList<StatObject>();
    for (int i = 0; i < count; i++) {
      servers.add(new StatObject(ObjectKind.SERVER, "shop", "web" + i));
    }
    return new AggregatedSnapshot(
        seconds,
        List.of(
            new MetricTable(ObjectKind.SERVER, servers, List.of(longs("scur", new long[count])))));
  }

  static AggregatedSnapshot withTexts() {
    var status =
        new TextColumn(
            "status", new TextValue[] {TextValue.of("UP 1/3"), TextValue.of("MAINT (via \"x\")")});
    return new AggregatedSnapshot(
        SECONDS,
        List.of(
            new MetricTable(
                ObjectKind.SERVER,
                List.of(WEB1, WEB2),
                List.of(longs("scur", 2, MetricColumn.ABSENT)),
                List.of(status),
                new long[0])));
  }

  static MetricColumn longs(String name, long... values) {
    return new MetricColumn.Longs(new Metric(name, "", false), values);
  }

  static MetricColumn doubles(String name, double... values) {
    return new MetricColumn.Doubles(new Metric(name, "", false), values);
  }
}
