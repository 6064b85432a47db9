package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;
import org.junit.jupiter.api.Test;

class DeliveryStateTest {
  private final AtomicReference<ProcessCounters> counters =
      new AtomicReference<>(counters(0, 0, new SinkCounters(0, 0, 0, 0, 1, 3)));
  private final DeliveryState state = new DeliveryState(counters::get);

  private static ProcessCounters counters(long setAside, long bytes, SinkCounters graphite) {
    return new ProcessCounters(
        0,
        setAside,
        bytes,
        0,
        Map.of("graphite", graphite, "local-store", new SinkCounters(0, 0, 0, 0, 1, 3)));
  }

  private List<String> lines() throws Exception {
    var snapshot = new AggregatedSnapshot(7, List.of(new CollectorMetrics().table()));
    var settings = TestConfiguration.graphite("namespace = n\nprefix-hostname = no");
    var lines = new ArrayList<String>();
    new LineWriter(new GraphiteNames(settings))
        .write(
            state.addTo(snapshot),
            batch ->
                StandardCharsets.US_ASCII.decode(batch).toString().lines().forEach(lines::add));
    lines.removeIf(line -> line.contains("WallClockTime"));
    return lines;
  }

  @Test
  void asLongAsNothingWaitsNothingIsAdded() throws Exception {
    assertThat(lines()).isEmpty();
    counters.set(counters(0, 5000, new SinkCounters(10, 0, 0, 999, 1, 0)));
    assertThat(lines()).isEmpty();
  }

  @Test
  void eachSinkHasItsOwnValuesAndTheSpoolThoseOfAll() throws Exception {
    counters.set(counters(2, 5000, new SinkCounters(10, 4, 1, 999, 8, 70)));
    assertThat(lines())
        .containsExactlyInAnyOrder(
            "n.haproxy.haproxystats.SpoolBytes 5000 7",
            "n.haproxy.haproxystats.SnapshotsQuarantined 2 7",
            "n.haproxy.haproxystats.graphite.SnapshotsWaiting 7 7",
            "n.haproxy.haproxystats.graphite.OldestAge 70 7",
            "n.haproxy.haproxystats.graphite.SnapshotsDelivered 10 7",
            "n.haproxy.haproxystats.graphite.SnapshotsRetried 4 7",
            "n.haproxy.haproxystats.graphite.SnapshotsDropped 1 7",
            "n.haproxy.haproxystats.local-store.SnapshotsWaiting 0 7",
            "n.haproxy.haproxystats.local-store.OldestAge 0 7",
            "n.haproxy.haproxystats.local-store.SnapshotsDelivered 0 7",
            "n.haproxy.haproxystats.local-store.SnapshotsRetried 0 7",
            "n.haproxy.haproxystats.local-store.SnapshotsDropped 0 7");
  }

  @Test
  void workersThatWereReplacedAreCounted() throws Exception {
    var all = counters(0, 5000, new SinkCounters(10, 0, 0, 999, 1, 0));
    counters.set(new ProcessCounters(0, 0, all.bytes(), 3, all.sinks()));
    assertThat(lines()).contains("n.haproxy.haproxystats.WorkersReplaced 3 7");
  }

  @Test
  void whatWasAboveZeroOnceIsSentEverAfter() throws Exception {
    counters.set(counters(0, 5000, new SinkCounters(0, 0, 0, 0, 8, 70)));
    lines();
    counters.set(counters(0, 100, new SinkCounters(0, 0, 0, 0, 1, 2)));
    assertThat(lines())
        .containsExactlyInAnyOrder(
            "n.haproxy.haproxystats.SpoolBytes 0 7",
            "n.haproxy.haproxystats.graphite.SnapshotsWaiting 0 7",
            "n.haproxy.haproxystats.graphite.OldestAge 0 7",
            "n.haproxy.haproxystats.local-store.SnapshotsWaiting 0 7",
            "n.haproxy.haproxystats.local-store.OldestAge 0 7");
  }
}
