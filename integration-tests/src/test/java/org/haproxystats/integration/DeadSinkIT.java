package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All sinks are on, and one after the other is dead for a long time. */
class DeadSinkIT {
  private static final int SNAPSHOTS = 500;

  /** So many come in the time of one, so that the test does not take hours. */
  private static final int AT_ONCE = 25;

  /** The built-in time from one pull to the next. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @TempDir private Path directory;

  /** Old enough that none is in the future, and new enough for carbon to keep them. */
  private long newest = Instant.now().getEpochSecond() - 3_000;

  /** 3,500 snapshots for seven receivers: a busy machine needs its time. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void theOthersGetEverySnapshotInTimeAndTheDeadOneGetsAllWhenItReturns() throws Exception {
    var peers = SinkPeer.all(directory);
    try {
      for (var peer : peers) {
        peer.start();
      }
      var site = site(peers);
      var installation = Installation.at(directory.resolve("installed"));
      installation.addArchive("haproxystats-kafka");
      installation.addArchive("haproxystats-otlp");
      installation.addExampleSink(installation.plugins());
      try (var process = installation.start(site, "process")) {
        site.addSmall(++newest);
        process.awaitThat("the first snapshot everywhere", () -> late(peers, newest).isEmpty());
        for (var dead : peers) {
          // What one has and has not confirmed yet would be one more that waits.
          process.awaitThat("nothing waits", site::isEmpty);
          dead.die();
          long first = newest + 1;
          for (int i = 0; i < SNAPSHOTS; i += AT_ONCE) {
            addInTime(site, process, peers.stream().filter(peer -> !peer.equals(dead)).toList());
          }
          if (!dead.wantsOnlyTheNewest()) {
            assertThat(site.waiting()).as(dead.name()).hasSize(SNAPSHOTS);
          }
          dead.start();
          process.awaitThat("all at " + dead.name(), () -> has(dead, first));
        }
        process.awaitThat("nothing waits", site::isEmpty);
        assertThat(process.terminate()).as(process.output()).isZero();
      }
    } finally {
      peers.forEach(SinkPeer::close);
    }
  }

  private SpoolSite site(List<SinkPeer> peers) throws IOException {
    var lines =
        new ArrayList<>(
            List.of(
                "[process]",
                "backlog-rate = 0",
                "daemon-metrics = CurrConns",
                "frontend-metrics = stot",
                "backend-metrics = stot",
                "server-metrics = stot"));
    peers.forEach(peer -> lines.addAll(peer.configuration()));
    return SpoolSite.at(directory, 1, lines.toArray(String[]::new));
  }

  private void addInTime(SpoolSite site, Program process, List<SinkPeer> peers) throws IOException {
    long deadline = System.nanoTime() + INTERVAL.toNanos();
    long first = newest + 1;
    for (int i = 0; i < AT_ONCE; i++) {
      site.addSmall(++newest);
    }
    await()
        .atMost(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))
        .untilAsserted(() -> assertThat(late(peers, first)).as(() -> process.output()).isEmpty());
  }

  /** Who lacks any of the snapshots from one on. */
  private List<String> late(List<SinkPeer> peers, long first) throws IOException {
    var late = new ArrayList<String>();
    for (var peer : peers) {
      if (!has(peer, first)) {
        late.add(peer.name());
      }
    }
    return late;
  }

  /** Whether it has all snapshots from one on, or the newest if that is all it wants. */
  private boolean has(SinkPeer peer, long first) throws IOException {
    var seconds = LongStream.rangeClosed(peer.wantsOnlyTheNewest() ? newest : first, newest);
    return peer.snapshots().containsAll(seconds.boxed().toList());
  }
}
