package org.haproxystats.sink.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.runtime.stats.TextValue;
import org.jspecify.annotations.Nullable;

/**
 * A table that stays: a copy of one that was lent, with what the page needs besides.
 *
 * @param labels of each row, see {@link Labels}
 * @param columns by field
 * @param texts by field
 */
record KeptTable(
    List<StatObject> objects,
    List<byte[]> labels,
    Map<String, MetricColumn> columns,
    Map<String, @Nullable TextValue[]> texts) {
  static final String STATUS = "status";
  static final String MODE = "mode";
  static final String RESPONSES = "hrsp_2xx";
  static final String START = "Start_time_sec";
  static final String UPTIME = "Uptime_sec";
  static final String DESCRIPTION = "description";

  /** Copies a table that was lent. */
  static KeptTable of(MetricTable table, byte[][] labels) {
    var columns = new HashMap<String, MetricColumn>();
    for (var column : table.columns()) {
      columns.put(column.metric().name(), copy(column, table.rows()));
    }
    var texts = new HashMap<String, @Nullable TextValue[]>();
    for (var text : table.texts()) {
      texts.put(text.name(), Arrays.copyOf(text.values(), table.rows()));
    }
    return new KeptTable(table.objects(), List.of(labels), columns, texts);
  }

  private static MetricColumn copy(MetricColumn column, int rows) {
    return switch (column) {
      case MetricColumn.Longs longs ->
          new MetricColumn.Longs(longs.metric(), Arrays.copyOf(longs.values(), rows));
      case MetricColumn.Doubles doubles ->
          new MetricColumn.Doubles(doubles.metric(), Arrays.copyOf(doubles.values(), rows));
    };
  }

  int rows() {
    return labels.size();
  }

  @Nullable TextValue text(String field, int row) {
    var values = texts.get(field);
    return values == null ? null : values[row];
  }

  /** Whether a proxy, or that of a server, is in HTTP mode. HAProxy tells the mode since 1.7. */
  boolean isHttp(int row) {
    var mode = text(MODE, row);
    if (mode != null) {
      return mode.text().equals("http");
    }
    var responses = columns.get(RESPONSES);
    return responses != null && !responses.isAbsent(row);
  }

  boolean isInMaintenance(int row) {
    var status = text(STATUS, row);
    return status != null && status.text().startsWith("MAINT");
  }

  /** The same table with the site's description among the labels. */
  KeptTable described() {
    var described =
        labels.stream()
            .map(
                label -> {
                  var description = text(DESCRIPTION, 0);
                  if (description == null) {
                    return label;
                  }
                  var text = new String(label, UTF_8);
                  return (text
                          + (text.isEmpty() ? "{" : ",")
                          + Labels.label("desc", description.text()))
                      .getBytes(UTF_8);
                })
            .toList();
    return new KeptTable(objects, described, columns, texts);
  }
}
