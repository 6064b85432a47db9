package org.haproxystats.sink.prometheus;

import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.ProcessTables;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.runtime.stats.TextColumn;
import org.haproxystats.runtime.stats.TextValue;
import org.jspecify.annotations.Nullable;

/** Tables to deliver. */
final class Tables {
  static final long ABSENT = MetricColumn.ABSENT;

  private final ObjectKind kind;
  private final List<StatObject> objects = new ArrayList<>();
  private final List<MetricColumn> columns = new ArrayList<>();
  private final List<TextColumn> texts = new ArrayList<>();

  private Tables(ObjectKind kind) {
    this.kind = kind;
  }

  static Tables of(ObjectKind kind, String... names) {
    var table = new Tables(kind);
    for (var name : names) {
      int slash = name.indexOf('/');
      table.objects.add(
          new StatObject(
              kind, slash < 0 ? "" : name.substring(0, slash), name.substring(slash + 1)));
    }
    return table;
  }

  /** A table of what the processes say of themselves. */
  static Tables daemon() {
    return of(ObjectKind.DAEMON, "");
  }

  Tables longs(String field, long... values) {
    columns.add(new MetricColumn.Longs(new Metric(field, "", false), values));
    return this;
  }

  Tables doubles(String field, double... values) {
    columns.add(new MetricColumn.Doubles(new Metric(field, "", false), values));
    return this;
  }

  /** Texts; null where there is none. */
  Tables texts(String field, @Nullable String... values) {
    @Nullable TextValue[] all = new @Nullable TextValue[values.length];
    for (int i = 0; i < values.length; i++) {
      var value = values[i];
      all[i] = value == null ? null : TextValue.of(value);
    }
    texts.add(new TextColumn(field, all));
    return this;
  }

  MetricTable table() {
    return new MetricTable(kind, objects, columns, texts, new long[0]);
  }

  static AggregatedSnapshot snapshot(long seconds, Tables... tables) {
    return new AggregatedSnapshot(seconds, tables(tables));
  }

  static ProcessTables process(String name, Tables... tables) {
    return new ProcessTables(name, tables(tables));
  }

  private static List<MetricTable> tables(Tables... tables) {
    return List.of(tables).stream().map(Tables::table).toList();
  }
}
