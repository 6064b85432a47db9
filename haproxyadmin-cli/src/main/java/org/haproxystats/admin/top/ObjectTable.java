package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.runtime.stats.TextColumn;
import org.haproxystats.runtime.stats.TextValue;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one kind at one moment, with the course of their traffic until then. Immutable.
 */
final class ObjectTable {
  /** So many samples are remembered for the course of an object's traffic. */
  static final int COURSE_KEPT = 40;

  /** What each object had of traffic at one moment, by the row it had then. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Moment(List<StatObject> objects, Map<StatObject, Integer> rows, float[] traffic) {
    float of(StatObject object, int likelyRow) {
      if (likelyRow < objects.size() && objects.get(likelyRow) == object) {
        return traffic[likelyRow];
      }
      var row = rows.get(object);
      return row == null ? Float.NaN : traffic[row];
    }
  }

  private final MetricTable table;
  private final Map<String, MetricColumn> numbers = new HashMap<>();
  private final Map<String, TextColumn> texts = new HashMap<>();
  private final List<Moment> course;

  private ObjectTable(MetricTable table, List<Moment> before) {
    this.table = table;
    table.columns().forEach(column -> numbers.put(column.metric().name(), column));
    table.texts().forEach(column -> texts.put(column.name(), column));
    var all = new ArrayList<>(before);
    all.add(moment(before));
    course = List.copyOf(all.subList(Math.max(0, all.size() - COURSE_KEPT), all.size()));
  }

  /** ObjectTable of which nothing is known from before. */
  static ObjectTable of(MetricTable table) {
    return new ObjectTable(table, List.of());
  }

  /** The same objects some time later. */
  ObjectTable then(MetricTable later) {
    return new ObjectTable(later, course);
  }

  private Moment moment(List<Moment> before) {
    var traffic = new float[size()];
    for (int row = 0; row < traffic.length; row++) {
      traffic[row] = (float) traffic(row);
    }
    var objects = table.objects();
    boolean same = !before.isEmpty() && before.getLast().objects.equals(objects);
    return new Moment(objects, same ? before.getLast().rows : rows(objects), traffic);
  }

  private static Map<StatObject, Integer> rows(List<StatObject> objects) {
    var rows = new IdentityHashMap<StatObject, Integer>(objects.size());
    for (int row = 0; row < objects.size(); row++) {
      rows.put(objects.get(row), row);
    }
    return rows;
  }

  ObjectKind kind() {
    return table.kind();
  }

  int size() {
    return table.rows();
  }

  StatObject object(int row) {
    return table.objects().get(row);
  }

  /** A number by HAProxy's name of it; {@link Double#NaN} where there is none. */
  double number(int row, String field) {
    var column = numbers.get(field);
    return column == null ? Double.NaN : column.doubleValue(row);
  }

  /**
   * What a counter has grown by in a second; {@link Double#NaN} where that is not known, as after a
   * restart of the process or a reset of its counters.
   */
  double rate(int row, String counter) {
    return Sampler.perSecond(number(row, counter + "_per_second"));
  }

  /** Requests in a second, or sessions where HAProxy counts no requests. */
  double traffic(int row) {
    double requests = rate(row, "req_tot");
    boolean counted = !Double.isNaN(requests) || !Double.isNaN(number(row, "req_tot"));
    return counted ? requests : rate(row, "stot");
  }

  /** The traffic of the last moments, the oldest first; {@link Float#NaN} where it is not known. */
  float[] course(int row) {
    var values = new float[course.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = course.get(i).of(object(row), row);
    }
    return values;
  }

  /** What most processes say; the empty text if none says anything. */
  String text(int row, String field) {
    var value = value(row, field);
    return value == null ? "" : value.text();
  }

  /** Each text with the number of processes that say it. */
  Map<String, Integer> texts(int row, String field) {
    var value = value(row, field);
    return value == null ? Map.of() : value.counts();
  }

  private @Nullable TextValue value(int row, String field) {
    var column = texts.get(field);
    return column == null ? null : column.values()[row];
  }
}
