package org.haproxystats.process;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;

/**
 * Tells how the deliveries go: in the log while something waits, and as metrics in live snapshots.
 * A metric appears when it is above zero for the first time, and then stays: as long as all is well
 * there is none that the original does not have.
 */
final class DeliveryState {
  private static final System.Logger LOG = System.getLogger(DeliveryState.class.getName());
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private record Value(Metric metric, ToLongFunction<SinkCounters> of) {
    static Value of(String name, String unit, ToLongFunction<SinkCounters> of) {
      return new Value(new Metric(name, unit, false), of);
    }

    static Value counter(String name, ToLongFunction<SinkCounters> of) {
      return new Value(new Metric(name, "", true), of);
    }
  }

  private static final String DELIVERED = "SnapshotsDelivered";

  /** The snapshot that is being delivered does not count as one that waits. */
  private static final List<Value> PER_SINK =
      List.of(
          Value.of("SnapshotsWaiting", "", sink -> Math.max(0, sink.waiting() - 1)),
          Value.of("OldestAge", "s", sink -> sink.waiting() > 1 ? sink.oldestAge() : 0),
          Value.counter(DELIVERED, SinkCounters::delivered),
          Value.counter("SnapshotsRetried", SinkCounters::failed),
          Value.counter("SnapshotsDropped", SinkCounters::dropped));

  private final Supplier<ProcessCounters> counters;
  private final Set<String> shown = new HashSet<>();
  private long lastLine = System.nanoTime();

  DeliveryState(Supplier<ProcessCounters> counters) {
    this.counters = counters;
  }

  /** Writes a line for each sink that more than one snapshot waits for; not too often. */
  synchronized void tell() {
    long now = System.nanoTime();
    if (now - lastLine < BETWEEN_LINES.toNanos()) {
      return;
    }
    lastLine = now;
    var state = counters.get();
    state
        .sinks()
        .forEach(
            (name, sink) -> {
              if (sink.waiting() > 1) {
                LOG.log(
                    Level.INFO,
                    "%s: %d snapshots wait, the oldest for %d s; since the start %d delivered, %d tries failed, %d dropped; %d bytes wait in the spool"
                        .formatted(
                            name,
                            sink.waiting(),
                            sink.oldestAge(),
                            sink.delivered(),
                            sink.failed(),
                            sink.dropped(),
                            state.bytes()));
              }
            });
  }

  /**
   * Adds the state to what the collector says of itself: a row for each sink.
   *
   * @param snapshot a live one; what is sent with the second of an older one would be wrong
   */
  synchronized AggregatedSnapshot addTo(AggregatedSnapshot snapshot) {
    var tables = new ArrayList<MetricTable>();
    for (MetricTable table : snapshot.tables()) {
      tables.add(table.kind() == ObjectKind.COLLECTOR ? addTo(table) : table);
    }
    return new AggregatedSnapshot(snapshot.seconds(), tables, snapshot.processes());
  }

  private MetricTable addTo(MetricTable table) {
    var state = counters.get();
    var sinks = new TreeMap<>(state.sinks());
    var objects = new ArrayList<>(table.objects());
    sinks.keySet().forEach(sink -> objects.add(new StatObject(ObjectKind.COLLECTOR, "", sink)));
    var columns = new ArrayList<MetricColumn>();
    table
        .columns()
        .forEach(column -> columns.add(lengthened(column, table.rows(), objects.size())));

    boolean backlog = sinks.values().stream().anyMatch(sink -> sink.waiting() > 1);
    long[] spool = {backlog ? state.bytes() : 0};
    columns.addAll(column(new Metric("SpoolBytes", "bytes", false), spool, 0, objects.size()));
    long[] quarantined = {state.setAside()};
    columns.addAll(
        column(new Metric("SnapshotsQuarantined", "", true), quarantined, 0, objects.size()));
    long[] replaced = {state.replaced()};
    columns.addAll(column(new Metric("WorkersReplaced", "", true), replaced, 0, objects.size()));
    for (var value : PER_SINK) {
      var values = sinks.values().stream().mapToLong(value.of()).toArray();
      columns.addAll(column(value.metric(), values, table.rows(), objects.size()));
    }
    return new MetricTable(ObjectKind.COLLECTOR, objects, columns);
  }

  /** A column with values from a row on; none as long as all have always been zero. */
  private List<MetricColumn> column(Metric metric, long[] values, int from, int rows) {
    boolean isNews = !metric.name().equals(DELIVERED) || !shown.isEmpty(); // All is well, else.
    if (isNews && Arrays.stream(values).anyMatch(value -> value > 0)) {
      shown.add(metric.name());
    }
    if (!shown.contains(metric.name())) {
      return List.of();
    }
    var column = new long[rows];
    Arrays.fill(column, MetricColumn.ABSENT);
    System.arraycopy(values, 0, column, from, values.length);
    return List.of(new MetricColumn.Longs(metric, column));
  }

  private static MetricColumn lengthened(MetricColumn column, int rows, int newRows) {
    return switch (column) {
      case MetricColumn.Longs longs -> {
        var values = Arrays.copyOf(longs.values(), newRows);
        Arrays.fill(values, rows, newRows, MetricColumn.ABSENT);
        yield new MetricColumn.Longs(longs.metric(), values);
      }
      case MetricColumn.Doubles doubles -> {
        var values = Arrays.copyOf(doubles.values(), newRows);
        Arrays.fill(values, rows, newRows, Double.NaN);
        yield new MetricColumn.Doubles(doubles.metric(), values);
      }
    };
  }
}
