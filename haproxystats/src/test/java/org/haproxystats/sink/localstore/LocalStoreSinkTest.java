package org.haproxystats.sink.localstore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreSinkTest {
  private static final GraphiteNames NAMES =
      new GraphiteNames(TestConfiguration.graphite("prefix-hostname = no"));

  @TempDir Path folder;

  private static AggregatedSnapshot snapshot(long seconds, long connections) {
    var column =
        new MetricColumn.Longs(new Metric("CurrConns", "", false), new long[] {connections});
    var daemon = new StatObject(ObjectKind.DAEMON, "", "");
    return new AggregatedSnapshot(
        seconds, List.of(new MetricTable(ObjectKind.DAEMON, List.of(daemon), List.of(column))));
  }

  @Test
  void theLinesAreInAFileNamedAfterTheSecond() throws Exception {
    var sink = new LocalStoreSink(folder.resolve("deep/store"), NAMES, false);
    assertThat(sink.deliver(snapshot(1457298067, 5))).isEqualTo(1);
    assertThat(folder.resolve("deep/store/1457298067/stats"))
        .hasContent("loadbalancers.haproxy.daemon.CurrConns 5 1457298067\n");
  }

  @Test
  void theLinesAreThoseOfGraphiteInTheSameOrderAndOwnMetricsStandInTheFileOfTheirSecond()
      throws Exception {
    var objects =
        List.of(
            new StatObject(ObjectKind.FRONTEND, "", "b"),
            new StatObject(ObjectKind.FRONTEND, "", "a"));
    var frontends =
        new MetricTable(
            ObjectKind.FRONTEND,
            objects,
            List.of(new MetricColumn.Longs(new Metric("stot", "", true), new long[] {2, 1})));
    var own =
        new MetricTable(
            ObjectKind.COLLECTOR,
            List.of(new StatObject(ObjectKind.COLLECTOR, "", "")),
            List.of(
                new MetricColumn.Doubles(
                    new Metric("TotalWallClockTime", "s", false), new double[] {0.5})));
    var snapshot = new AggregatedSnapshot(7, List.of(frontends, own));
    var sent = new StringBuilder();
    new LineWriter(NAMES).write(snapshot, batch -> sent.append(US_ASCII.decode(batch)));

    assertThat(new LocalStoreSink(folder, NAMES, false).deliver(snapshot)).isEqualTo(3);
    assertThat(sent.toString())
        .isEqualTo(
            """
            loadbalancers.haproxy.frontend.b.stot 2 7
            loadbalancers.haproxy.frontend.a.stot 1 7
            loadbalancers.haproxy.haproxystats.TotalWallClockTime 0.5 7
            """);
    assertThat(folder.resolve("7/stats")).hasContent(sent.toString());
  }

  @Test
  void aSecondDeliveryReplacesTheFirst() throws Exception {
    var sink = new LocalStoreSink(folder, NAMES, false);
    sink.deliver(snapshot(7, 1_000_000));
    sink.deliver(snapshot(7, 6));
    assertThat(folder.resolve("7/stats"))
        .hasContent("loadbalancers.haproxy.daemon.CurrConns 6 7\n");
    try (var files = Files.list(folder.resolve("7"))) {
      assertThat(files).containsExactly(folder.resolve("7/stats"));
    }
  }

  @Test
  void whatAnInterruptedDeliveryLeftIsOverwritten() throws Exception {
    Files.createDirectories(folder.resolve("7"));
    Files.writeString(
        folder.resolve("7/.stats"), "half a line, and a very long one at that".repeat(9));
    new LocalStoreSink(folder, NAMES, false).deliver(snapshot(7, 6));
    assertThat(folder.resolve("7/stats"))
        .hasContent("loadbalancers.haproxy.daemon.CurrConns 6 7\n");
  }

  @Test
  void aFailureNamesTheStoreAndTheReason() throws Exception {
    Files.writeString(folder.resolve("7"), "a file where the folder should be");
    assertThatThrownBy(() -> new LocalStoreSink(folder, NAMES, false).deliver(snapshot(7, 6)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("7").toString())
        .hasMessageContaining("exists already");
  }
}
