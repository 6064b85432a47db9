package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All sinks tell the same of one snapshot: one of a real HAProxy with four processes, with all
 * metrics that there are. Each is compared with the local store, value by value.
 */
class SameValuesIT {
  private static final double ROUNDED = 1e-12;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"compatible", "exact"})
  void everySinkReportsTheSameValues(String aggregation) throws Exception {
    compare(SinkPeer.all(directory), aggregation);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void graphiteGetsTheSameValuesByPickleAndWithTags(boolean tags) throws Exception {
    var carbon = tags ? CarbonPeer.tags(directory) : CarbonPeer.pickle(directory);
    compare(List.of(new LocalStorePeer(directory), carbon), "exact");
  }

  private void compare(List<SinkPeer> peers, String aggregation) throws Exception {
    long second = Instant.now().getEpochSecond();
    try {
      for (var peer : peers) {
        peer.start();
      }
      var installation = Installation.at(directory.resolve("installed"));
      installation.addArchive("haproxystats-kafka");
      installation.addArchive("haproxystats-otlp");
      installation.addExampleSink(installation.plugins());
      var site = site(peers, aggregation);
      site.add(second);
      try (var process = installation.start(site, "process")) {
        process.awaitThat("all deliveries", site::isEmpty);
        var expected =
            peers.stream()
                .filter(LocalStorePeer.class::isInstance)
                .findFirst()
                .orElseThrow()
                .values(second);
        assertThat(expected.size()).isGreaterThan(3_000);
        for (var peer : peers) {
          await(peer.name())
              .atMost(Duration.ofSeconds(60))
              .untilAsserted(
                  () ->
                      assertThat(
                              differences(expected, peer, second, aggregation.equals("compatible")))
                          .as(process.output())
                          .isEmpty());
        }
        assertThat(process.terminate()).as(process.output()).isZero();
      }
    } finally {
      peers.forEach(SinkPeer::close);
    }
  }

  private SpoolSite site(List<SinkPeer> peers, String aggregation) throws IOException {
    var lines = new ArrayList<String>();
    for (var peer : peers) {
      lines.addAll(peer.configuration());
    }
    lines.addAll(
        List.of(
            "[process]",
            "aggregation = " + aggregation,
            "daemon-metrics = all",
            "frontend-metrics = all",
            "backend-metrics = all",
            "server-metrics = all",
            "aggr-server-metrics = yes",
            "per-process-metrics = yes",
            "calculate-percentages = yes"));
    return SpoolSite.at(directory, 1, lines.toArray(String[]::new));
  }

  /**
   * What a peer has not, or has otherwise.
   *
   * @param zeros whether zeros may be missing: the compatible rules make them up for Graphite where
   *     HAProxy gives nothing
   */
  private static Set<String> differences(
      Map<Series, Double> expected, SinkPeer peer, long second, boolean zeros) throws IOException {
    var own = peer.values(second);
    var found = new TreeSet<String>();
    expected.forEach(
        (series, value) -> {
          var other = own.get(series);
          if (other == null && !peer.lacks(series) && !(zeros && value == 0)) {
            found.add(series + " is missing");
          } else if (other != null && Math.abs(other - value) > Math.abs(value) * ROUNDED) {
            found.add(series + " is " + other + ", not " + value);
          }
        });
    return found;
  }
}
