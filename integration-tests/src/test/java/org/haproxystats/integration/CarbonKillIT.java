package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphite's carbon-cache is killed while it reads a snapshot, and starts again. */
class CarbonKillIT {
  /** Enough for several of carbon's reads from its socket. */
  private static final int SERVERS = 200;

  private static final String SERVER_ROW = "be_agent,ag1";
  private static final String SERVER_PATH = ".be_agent.server.ag1.";

  @TempDir private Path directory;

  @Test
  void everySnapshotIsCompleteAlthoughCarbonWasKilledWhileItReadOne() throws Exception {
    long first = Instant.now().getEpochSecond();
    long second = first;
    try (var carbon = RealCarbon.start(directory)) {
      var site =
          SpoolSite.at(
              directory,
              carbon.port(),
              "[graphite]",
              "write-timeout = 60",
              "confirm-timeout = 60",
              "[process]",
              "backlog-rate = 0");
      site.add(first, manyServers());
      var expected = expectedPaths(site);
      try (var process = site.start("haproxystats-process")) {
        // What carbon has confirmed and not yet written is lost with it, so all of this is written.
        process.awaitThat("the first snapshot", () -> isComplete(carbon, expected, first));

        do { // Of a snapshot that it has read whole before it stood still there is nothing to see.
          process.awaitThat("the last snapshot", site::isEmpty);
          second++;
          carbon.signal("STOP");
          site.add(second, manyServers());
          process.awaitThat("the second in carbon's socket", () -> carbon.unreadBytes() > 0);
        } while (!readsOnlyAPart(carbon));
        carbon.kill();
        process.awaitThat("a failure", () -> process.output().contains("WARNING"));
        assertThat(site.waiting()).containsExactly(Long.toString(second));
        long third = second + 1;
        site.add(third, manyServers());

        carbon.startAgain();
        process.awaitThat("the deliveries", site::isEmpty);
        long killed = second;
        process.awaitThat("the second snapshot", () -> isComplete(carbon, expected, killed));
        process.awaitThat("the third snapshot", () -> isComplete(carbon, expected, third));
        assertThat(isComplete(carbon, expected, first)).isTrue();
        assertThat(process.terminate()).as(process.output()).isZero();
      }
    }
  }

  /**
   * Carbon reads until some of what waits in its socket is gone, and stands still again; or goes on
   * if it has read all meanwhile.
   */
  private static boolean readsOnlyAPart(RealCarbon carbon) throws IOException {
    long before = carbon.unreadBytes();
    carbon.signal("CONT");
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (carbon.unreadBytes() == before && System.nanoTime() < deadline) {
      Thread.onSpinWait(); // Carbon takes but milliseconds for all of it.
    }
    carbon.signal("STOP");
    if (carbon.unreadBytes() > 0) {
      return true;
    }
    carbon.signal("CONT");
    return false;
  }

  private static boolean isComplete(RealCarbon carbon, Set<String> paths, long second)
      throws IOException {
    for (var path : paths) {
      if (!carbon.hasWritten(path, second)) {
        return false;
      }
    }
    return true;
  }

  /** A dump of one more process, in which a recorded server stands many times. */
  private Path manyServers() throws IOException {
    var recorded = Files.readAllLines(SpoolSite.RECORDED_STAT);
    var row = recorded.stream().filter(line -> line.startsWith(SERVER_ROW)).findFirst();
    var cells = row.orElseThrow().substring(SERVER_ROW.length());
    var dump = new StringBuilder(recorded.getFirst()).append('\n');
    for (int i = 0; i < SERVERS; i++) {
      dump.append("many,s").append(i).append(cells).append('\n');
    }
    return Files.writeString(directory.resolve("many.sock_stat"), dump.append('\n'));
  }

  private static Set<String> expectedPaths(SpoolSite site) throws IOException {
    var paths = new HashSet<>(site.expectedPaths());
    for (var path : site.expectedPaths()) {
      if (path.contains(SERVER_PATH)) {
        for (int i = 0; i < SERVERS; i++) {
          paths.add(path.replace(SERVER_PATH, ".many.server.s" + i + "."));
        }
      }
    }
    assertThat(paths).hasSizeGreaterThan(20 * SERVERS);
    return paths;
  }
}
