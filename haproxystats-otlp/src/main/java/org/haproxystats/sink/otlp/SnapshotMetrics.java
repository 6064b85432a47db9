package org.haproxystats.sink.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * Turns a snapshot into the SDK's metrics, in batches that any collector takes. Counters are
 * cumulative sums, and start when their object began to count; all else are gauges. For one thread
 * at a time.
 */
final class SnapshotMetrics {
  /** Half of what a gRPC server takes unless told otherwise; the sizes are estimated. */
  private static final int BATCH_BYTES = 2_000_000;

  /** More than the times, the value and the attribute of a point take, with what frames them. */
  private static final int POINT_BYTES = 80;

  private static final long UNKNOWN_START = 0;

  /** Takes the batches, one after the other. */
  @FunctionalInterface
  interface Batches {
    /**
     * Takes the next one.
     *
     * @param points how many values it has
     * @return how many of them the receiver has accepted
     */
    long add(List<MetricData> metrics, int points) throws IOException, InterruptedException;
  }

  /** The columns that are one metric; they differ in their attributes. */
  private record Planned(MetricNames.Name name, boolean counter, boolean whole, List<Part> parts) {
    int bytes() {
      return name.name().length() + name.unit().length() + name.description().length() + 16;
    }
  }

  private record Part(MetricColumn column, Attributes attributes) {}

  private record Times(long start, long now) {}

  private record MetricKey(String name, boolean counter, boolean whole) {}

  private final MetricNames names;
  private final Resources resources;
  private final InstrumentationScopeInfo scope;
  private final long programStart;

  /**
   * @param version this program's
   * @param programStart since when the collector counts, in seconds since the epoch
   */
  SnapshotMetrics(MetricNames names, Resources resources, String version, long programStart) {
    this.names = names;
    this.resources = resources;
    this.scope = InstrumentationScopeInfo.builder("haproxystats").setVersion(version).build();
    this.programStart = programStart;
  }

  /**
   * Makes batches of all values of a snapshot.
   *
   * @return how many values the receiver has accepted
   */
  long write(AggregatedSnapshot snapshot, Batches batches)
      throws IOException, InterruptedException {
    var batch = new Batch(batches);
    for (var table : snapshot.tables()) {
      var plan = plan(table);
      for (int row = 0; row < table.rows(); row++) {
        add(batch, table, row, plan, snapshot.seconds());
        batch.sendIfFull();
      }
    }
    batch.send();
    resources.forgetVanished(snapshot.tables().stream().mapToInt(MetricTable::rows).sum());
    return batch.accepted;
  }

  private List<Planned> plan(MetricTable table) {
    var plan = new LinkedHashMap<MetricKey, Planned>();
    for (var column : table.columns()) {
      var name = names.of(table.kind(), column.metric());
      boolean counter = column.metric().counter();
      boolean whole = column instanceof MetricColumn.Longs;
      var parts =
          plan.computeIfAbsent(
                  new MetricKey(name.name(), counter, whole),
                  _ -> new Planned(name, counter, whole, new ArrayList<>()))
              .parts();
      // Where processes of two versions spell a field in two ways, the first one counts.
      if (parts.stream().noneMatch(part -> part.attributes().equals(name.attributes()))) {
        parts.add(new Part(column, name.attributes()));
      }
    }
    return List.copyOf(plan.values());
  }

  private void add(Batch batch, MetricTable table, int row, List<Planned> plan, long seconds) {
    var resource = resources.of(table.objects().get(row));
    batch.bytes += resource.bytes();
    long since =
        table.kind() == ObjectKind.COLLECTOR
            ? Math.min(programStart, seconds)
            : table.countingSince(row);
    long start = since == MetricColumn.ABSENT ? UNKNOWN_START : nanos(Math.min(since, seconds));
    var times = new Times(start, nanos(seconds));
    for (var planned : plan) {
      var parts = planned.parts().stream().filter(part -> !part.column().isAbsent(row)).toList();
      if (!parts.isEmpty()) {
        batch.metrics.add(metric(resource.resource(), planned, parts, row, times));
        batch.points += parts.size();
        batch.bytes += planned.bytes() + parts.size() * POINT_BYTES;
      }
    }
  }

  private static long nanos(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private MetricData metric(
      Resource resource, Planned planned, List<Part> parts, int row, Times times) {
    var name = planned.name().name();
    var description = planned.name().description();
    var unit = planned.name().unit();
    var cumulative = AggregationTemporality.CUMULATIVE;
    if (planned.whole()) {
      var points = parts.stream().map(part -> whole(part, row, planned.counter(), times)).toList();
      return planned.counter()
          ? ImmutableMetricData.createLongSum(
              resource,
              scope,
              name,
              description,
              unit,
              SumData.createLongSumData(true, cumulative, points))
          : ImmutableMetricData.createLongGauge(
              resource, scope, name, description, unit, GaugeData.createLongGaugeData(points));
    }
    var points = parts.stream().map(part -> decimal(part, row, planned.counter(), times)).toList();
    return planned.counter()
        ? ImmutableMetricData.createDoubleSum(
            resource,
            scope,
            name,
            description,
            unit,
            SumData.createDoubleSumData(true, cumulative, points))
        : ImmutableMetricData.createDoubleGauge(
            resource, scope, name, description, unit, GaugeData.createDoubleGaugeData(points));
  }

  private static LongPointData whole(Part part, int row, boolean counter, Times times) {
    long value = ((MetricColumn.Longs) part.column()).values()[row];
    long start = counter ? times.start() : UNKNOWN_START;
    return LongPointData.create(start, times.now(), part.attributes(), value);
  }

  private static DoublePointData decimal(Part part, int row, boolean counter, Times times) {
    double value = part.column().doubleValue(row);
    long start = counter ? times.start() : UNKNOWN_START;
    return DoublePointData.create(start, times.now(), part.attributes(), value, List.of());
  }

  /** What has not been sent yet. */
  private static final class Batch {
    private final Batches batches;
    private List<MetricData> metrics = new ArrayList<>();
    private int points;
    private int bytes;
    private long accepted;

    Batch(Batches batches) {
      this.batches = batches;
    }

    void sendIfFull() throws IOException, InterruptedException {
      if (bytes > BATCH_BYTES) {
        send();
      }
    }

    void send() throws IOException, InterruptedException {
      if (!metrics.isEmpty()) {
        accepted += batches.add(metrics, points);
      }
      metrics = new ArrayList<>();
      points = 0;
      bytes = 0;
    }
  }
}
