package org.haproxystats.sink.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.junit.jupiter.api.Test;

class SnapshotMetricsTest {
  private static final long NANOS = 1_795_225_391_000_000_000L;
  private static final long PROGRAM_START = 1_795_000_000;
  private static final int FOUR_MB = 4 * 1024 * 1024;

  private final SnapshotMetrics metrics = metrics(Map.of());

  private static SnapshotMetrics metrics(Map<String, String> more) {
    return new SnapshotMetrics(
        MetricNames.load(Snapshots.CATALOG), new Resources("lb-01", more), "1.0", PROGRAM_START);
  }

  private static List<MetricData> all(SnapshotMetrics metrics, MetricTable... tables)
      throws IOException, InterruptedException {
    var all = new ArrayList<MetricData>();
    var snapshot = new AggregatedSnapshot(Snapshots.SECONDS, List.of(tables));
    metrics.write(
        snapshot,
        (batch, points) -> {
          all.addAll(batch);
          return points;
        });
    return all;
  }

  private static MetricTable table(ObjectKind kind, String name, MetricColumn... columns) {
    return new MetricTable(kind, List.of(new StatObject(kind, "", name)), List.of(columns));
  }

  private static Map<String, String> resource(MetricData metric) {
    var attributes = new TreeMap<String, String>();
    metric
        .getResource()
        .getAttributes()
        .forEach((key, value) -> attributes.put(key.getKey(), value.toString()));
    return attributes;
  }

  @Test
  void aCounterIsACumulativeMonotonicSumSinceItsObjectBeganToCount() throws Exception {
    var table = table(ObjectKind.FRONTEND, "www", Snapshots.counter("stot", 70));
    var metric = all(metrics, table.startedAt(new long[] {1_795_225_000})).getFirst();

    assertThat(metric.getName()).isEqualTo("haproxy.sessions.total");
    assertThat(metric.getUnit()).isEqualTo("{sessions}");
    assertThat(metric.getType()).isEqualTo(MetricDataType.LONG_SUM);
    assertThat(metric.getLongSumData().isMonotonic()).isTrue();
    assertThat(metric.getLongSumData().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.CUMULATIVE);
    assertThat(metric.getLongSumData().getPoints())
        .containsExactly(
            LongPointData.create(1_795_225_000_000_000_000L, NANOS, Attributes.empty(), 70));
  }

  @Test
  void aStartThatIsNotKnownIsNotSentAndOneInTheFutureIsTheTimeOfTheSnapshot() throws Exception {
    var table = table(ObjectKind.FRONTEND, "www", Snapshots.counter("stot", 70));

    assertThat(all(metrics, table).getFirst().getLongSumData().getPoints())
        .containsExactly(LongPointData.create(0, NANOS, Attributes.empty(), 70));
    assertThat(
            all(metrics, table.startedAt(new long[] {Snapshots.SECONDS + 3}))
                .getFirst()
                .getLongSumData()
                .getPoints())
        .containsExactly(LongPointData.create(NANOS, NANOS, Attributes.empty(), 70));
  }

  @Test
  void whatIsNoCounterIsAGaugeWholeOrNot() throws Exception {
    var table =
        table(ObjectKind.BACKEND, "shop", Snapshots.gauge("qcur", 2), Snapshots.mean("rtime", 1.5));
    var both = all(metrics, table.startedAt(new long[] {1_795_225_000}));

    assertThat(both)
        .extracting(MetricData::getName, MetricData::getType)
        .containsExactly(
            tuple("haproxy.requests.queued", MetricDataType.LONG_GAUGE),
            tuple("haproxy.responses.average_time", MetricDataType.DOUBLE_GAUGE));
    assertThat(both.getFirst().getLongGaugeData().getPoints())
        .containsExactly(LongPointData.create(0, NANOS, Attributes.empty(), 2));
    assertThat(both.getLast().getDoubleGaugeData().getPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getValue()).isEqualTo(1.5));
  }

  @Test
  void fieldsThatAreOneMetricAreItsPoints() throws Exception {
    var code = AttributeKey.stringKey("status_code");
    var metric =
        all(
                metrics,
                table(
                    ObjectKind.FRONTEND,
                    "www",
                    Snapshots.counter("hrsp_2xx", 20),
                    Snapshots.counter("hrsp_4xx", MetricColumn.ABSENT),
                    Snapshots.counter("hrsp_5xx", 5)))
            .getFirst();

    assertThat(metric.getName()).isEqualTo("haproxy.requests.total");
    assertThat(metric.getLongSumData().getPoints())
        .containsExactly(
            LongPointData.create(0, NANOS, Attributes.of(code, "2xx"), 20),
            LongPointData.create(0, NANOS, Attributes.of(code, "5xx"), 5));
  }

  @Test
  void ofTwoSpellingsOfAFieldTheFirstCounts() throws Exception {
    assertThat(
            all(
                metrics,
                table(
                    ObjectKind.DAEMON,
                    "",
                    Snapshots.counter("TotalSplicedBytesOut", 1),
                    Snapshots.counter("TotalSplicdedBytesOut", 2))))
        .singleElement()
        .satisfies(
            metric ->
                assertThat(metric.getLongSumData().getPoints())
                    .containsExactly(LongPointData.create(0, NANOS, Attributes.empty(), 1)));
  }

  @Test
  void whatHasNoValueIsNotSent() throws Exception {
    assertThat(
            all(
                metrics,
                table(
                    ObjectKind.BACKEND,
                    "shop",
                    Snapshots.gauge("qcur", MetricColumn.ABSENT),
                    Snapshots.mean("rtime", Double.NaN))))
        .isEmpty();
  }

  @Test
  void eachObjectIsAResourceAsTheReceiverHasIt() throws Exception {
    var gauge = Snapshots.gauge("scur", 1);
    assertThat(resource(all(metrics, table(ObjectKind.FRONTEND, "www", gauge)).getFirst()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "service.name", "haproxy",
                "host.name", "lb-01",
                "haproxy.addr", "lb-01",
                "haproxy.proxy_name", "www",
                "haproxy.service_name", "FRONTEND"));
    assertThat(resource(all(metrics, table(ObjectKind.BACKEND, "shop", gauge)).getFirst()))
        .containsEntry("haproxy.proxy_name", "shop")
        .containsEntry("haproxy.service_name", "BACKEND");
    for (var kind : List.of(ObjectKind.SERVER, ObjectKind.LISTENER)) {
      var object = new StatObject(kind, "shop", "web1");
      assertThat(
              resource(
                  all(metrics, new MetricTable(kind, List.of(object), List.of(gauge))).getFirst()))
          .containsEntry("haproxy.proxy_name", "shop")
          .containsEntry("haproxy.service_name", "web1");
    }
    assertThat(
            resource(
                all(metrics, table(ObjectKind.SERVER_IN_ALL_BACKENDS, "web1", gauge)).getFirst()))
        .doesNotContainKey("haproxy.proxy_name")
        .containsEntry("haproxy.service_name", "web1");
    assertThat(
            resource(
                all(metrics, table(ObjectKind.PROCESS, "2", Snapshots.gauge("CurrConns", 1)))
                    .getFirst()))
        .containsEntry("haproxy.process", "2");
  }

  @Test
  void attributesOfTheConfigurationAreInAllResourcesAndReplaceOurs() throws Exception {
    var own = metrics(Map.of("service.name", "edge", "deployment.environment.name", "test"));
    assertThat(
            resource(
                all(own, table(ObjectKind.DAEMON, "", Snapshots.gauge("CurrConns", 1))).getFirst()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "service.name", "edge",
                "host.name", "lb-01",
                "haproxy.addr", "lb-01",
                "deployment.environment.name", "test"));
  }

  @Test
  void theCollectorCountsSinceItsOwnStart() throws Exception {
    var metric =
        all(
                metrics,
                table(ObjectKind.COLLECTOR, "graphite", Snapshots.counter("SnapshotsDelivered", 9))
                    .startedAt(new long[] {7}))
            .getFirst();

    assertThat(metric.getName()).isEqualTo("haproxystats.snapshots.delivered");
    assertThat(resource(metric))
        .containsEntry("service.name", "haproxystats")
        .containsEntry("haproxystats.sink", "graphite");
    assertThat(metric.getLongSumData().getPoints())
        .containsExactly(
            LongPointData.create(1_795_000_000_000_000_000L, NANOS, Attributes.empty(), 9));
  }

  @Test
  void tenThousandServersAreSentInBatchesThatAnyCollectorTakes() throws Exception {
    var points = new ArrayList<Integer>();
    long accepted =
        metrics.write(
            Snapshots.servers(10_000),
            (batch, count) -> {
              assertThat(MetricsRequestMarshaler.create(batch).getBinarySerializedSize())
                  .isLessThan(FOUR_MB);
              points.add(count);
              return count;
            });

    assertThat(points).hasSizeBetween(2, 200);
    assertThat(accepted).isEqualTo(points.stream().mapToLong(Integer::longValue).sum());
    assertThat(accepted).isGreaterThan(500_000);
  }

  @Test
  void objectsWithOneValueAndLongNamesFitTheBatchesToo() throws Exception {
    var objects = new ArrayList<StatObject>();
    for (int i = 0; i < 20_000; i++) {
      objects.add(new StatObject(ObjectKind.SERVER, "b".repeat(300), "ü".repeat(300) + i));
    }
    var table =
        new MetricTable(
            ObjectKind.SERVER, objects, List.of(Snapshots.gauge("scur", new long[objects.size()])));
    long accepted =
        metrics.write(
            new AggregatedSnapshot(Snapshots.SECONDS, List.of(table)),
            (batch, count) -> {
              assertThat(MetricsRequestMarshaler.create(batch).getBinarySerializedSize())
                  .isLessThan(FOUR_MB);
              return count;
            });
    assertThat(accepted).isEqualTo(20_000);
  }
}
