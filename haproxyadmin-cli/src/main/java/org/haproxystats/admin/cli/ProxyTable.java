package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxystats.admin.ProxyObject;
import org.haproxystats.admin.Values;

/**
 * Frontends, backends or servers as rows: each as one object, or each process by itself. The fields
 * have HAProxy's own names.
 */
final class ProxyTable<T extends ProxyObject> {
  /** The field of ours: how many processes have the object. */
  static final String PROCESSES = "processes";

  private static final Set<String> BYTES = Set.of("bin", "bout", "comp_in", "comp_out", "comp_byp");
  private static final Set<String> SECONDS = Set.of("lastchg", "downtime", "lastsess");
  private static final Set<String> MILLISECONDS =
      Set.of(
          "qtime",
          "ctime",
          "rtime",
          "ttime",
          "qtime_max",
          "ctime_max",
          "rtime_max",
          "ttime_max",
          "check_duration",
          "agent_duration");

  private final Invocation invocation;
  private final ObjectType<T> type;
  private final List<Selected<T>> objects;
  private final List<LoadBalancer> balancers;
  private final boolean areNamed;
  private final Set<String> metrics;

  ProxyTable(Invocation invocation, ObjectType<T> type, List<Selected<T>> objects) {
    this.invocation = invocation;
    this.type = type;
    this.objects = objects;
    balancers = objects.stream().map(Selected::balancer).toList();
    areNamed = Invocation.areNamed(balancers);
    metrics = objects.isEmpty() ? Set.of() : Set.copyOf(objects.getFirst().object().metricNames());
  }

  /**
   * Writes a row for each object.
   *
   * @param usual the fields that are shown unless others are wanted
   */
  void print(List<String> usual) throws UsageException, IOException, InterruptedException {
    var fields = new LinkedHashSet<>(usual);
    fields.addAll(invocation.output().fields());
    fields.removeAll(type.keyFields());
    fields.remove("haproxy");
    checkFields();
    var columns = fields.stream().map(this::column).toList();
    var table = table(type.keyFields().size(), type.keyFields(), columns);
    for (var selected : objects) {
      var row = begun(selected);
      for (var column : columns) {
        row.add(cell(selected.object(), column));
      }
      table.add(row);
    }
    invocation.output().print(table);
  }

  /** Refuses what neither this HAProxy nor any other has. */
  private void checkFields() throws UsageException, IOException, InterruptedException {
    var known = new HashSet<>(metrics);
    known.addAll(type.keyFields());
    known.addAll(List.of(PROCESSES, "haproxy"));
    if (!objects.isEmpty()) {
      known.addAll(objects.getFirst().object().fieldNames());
    }
    for (var field : invocation.output().fields()) {
      if (!objects.isEmpty() && !known.contains(field)) {
        throw new UsageException(
            "no HAProxy has a field '" + field + "'" + Names.suggestion(field, known));
      }
    }
  }

  /** Writes every field of some objects, process by process. */
  void printDetails() throws UsageException, IOException, InterruptedException {
    var rows = new ArrayList<Map.Entry<List<Object>, Map<String, String>>>();
    var fields = new LinkedHashSet<String>();
    for (var selected : objects) {
      for (var process : selected.object().perProcess().entrySet()) {
        var row = begun(selected);
        row.add(process.getKey().toString());
        rows.add(Map.entry(row, process.getValue()));
        fields.addAll(process.getValue().keySet());
      }
    }
    fields.removeAll(Set.of("pxname", "svname"));
    var keys = Stream.concat(type.keyFields().stream(), Stream.of("process")).toList();
    var columns = fields.stream().map(this::column).toList();
    var table = table(type.keyFields().size(), keys, columns);
    for (var row : rows) {
      for (var column : columns) {
        var text = row.getValue().getOrDefault(column.name(), "");
        row.getKey().add(column.kind().isNumber() ? Table.cell(text) : Table.text(text));
      }
      table.add(row.getKey());
    }
    invocation.output().printSideBySide(table);
  }

  private Column column(String field) {
    if (field.equals(PROCESSES)) {
      return Column.number(field);
    }
    if (field.equals("status")) {
      return Column.of(field, Column.Kind.STATUS);
    }
    return metrics.contains(field) ? Column.of(field, kind(field)) : Column.text(field);
  }

  private static Column.Kind kind(String field) {
    if (BYTES.contains(field)) {
      return Column.Kind.BYTES;
    }
    if (SECONDS.contains(field)) {
      return Column.Kind.SECONDS;
    }
    return MILLISECONDS.contains(field) ? Column.Kind.MILLISECONDS : Column.Kind.NUMBER;
  }

  private static Object cell(ProxyObject object, Column column)
      throws IOException, InterruptedException {
    if (column.name().equals(PROCESSES)) {
      return (long) object.processes().size();
    }
    return column.kind().isNumber()
        ? Table.cell(object.metric(column.name()))
        : Table.text(joined(object.text(column.name())));
  }

  /** What the processes say, such as {@code UP}, or {@code 3 UP, 1 DOWN}. */
  static String joined(Values<String> values) {
    if (values.isSame()) {
      return values.all().getFirst();
    }
    var counts = new LinkedHashMap<String, Integer>();
    values.all().forEach(text -> counts.merge(text.isEmpty() ? "-" : text, 1, Integer::sum));
    return String.join(
        ", ",
        counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey()).toList());
  }

  private Table table(int keys, List<String> keyColumns, List<Column> columns) {
    return Table.of(
        keys + (areNamed ? 1 : 0),
        Invocation.columns(
            balancers,
            Stream.concat(keyColumns.stream().map(Column::text), columns.stream()).toList()));
  }

  private List<Object> begun(Selected<T> selected) {
    var row = new ArrayList<Object>();
    if (areNamed) {
      row.add(selected.balancer().name());
    }
    row.addAll(type.keys().apply(selected.object()));
    return row;
  }
}
