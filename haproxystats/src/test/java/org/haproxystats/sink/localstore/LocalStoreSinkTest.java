package org.haproxystats.sink.localstore;

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
    var sink = new LocalStoreSink(folder.resolve("deep/store"), NAMES);
    assertThat(sink.deliver(snapshot(1457298067, 5))).isEqualTo(1);
    assertThat(folder.resolve("deep/store/1457298067/stats"))
        .hasContent("loadbalancers.haproxy.daemon.CurrConns 5 1457298067\n");
  }

  @Test
  void aSecondDeliveryReplacesTheFirst() throws Exception {
    var sink = new LocalStoreSink(folder, NAMES);
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
    new LocalStoreSink(folder, NAMES).deliver(snapshot(7, 6));
    assertThat(folder.resolve("7/stats"))
        .hasContent("loadbalancers.haproxy.daemon.CurrConns 6 7\n");
  }

  @Test
  void aFailureNamesTheStoreAndTheReason() throws Exception {
    Files.writeString(folder.resolve("7"), "a file where the folder should be");
    assertThatThrownBy(() -> new LocalStoreSink(folder, NAMES).deliver(snapshot(7, 6)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("7").toString())
        .hasMessageContaining("exists already");
  }
}
