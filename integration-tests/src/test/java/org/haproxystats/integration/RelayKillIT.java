package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real relay, carbon-c-relay, is killed with a snapshot in its socket. */
class RelayKillIT {
  private static final long SECOND = 1_800_000_000;

  @TempDir private Path directory;

  private Program startRelay(int port) throws IOException {
    return RealRelay.start(directory, port, directory.resolve("received"));
  }

  @Test
  void whatARelayHadNotReadWhenItWasKilledIsSentAgain() throws IOException {
    int port = FreePort.next();
    // A relay that has just begun does not bear what comes at once.
    var site = SpoolSite.at(directory, port, "[graphite]", "delay = 5");
    Path received = directory.resolve("received");
    try (var relay = startRelay(port)) {
      relay.signal("STOP"); // Its kernel goes on taking connections and data.
      site.add(SECOND);
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("the snapshot to be in the relay's socket", () -> isSent(port));
        relay.kill();
        process.awaitThat("a failure", () -> process.output().contains("WARNING"));
        assertThat(site.waiting()).containsExactly(Long.toString(SECOND));
        try (var again = startRelay(port)) {
          again.awaitThat("the delivery", site::isEmpty);
          again.awaitThat(
              "all lines in the relay's file",
              () -> RealRelay.paths(received, SECOND).containsAll(site.expectedPaths()));
        }
        assertThat(process.terminate()).as(process.output()).isZero();
      }
    }
  }

  /** Whether a connection to this port has been closed by its sender, as Linux knows it. */
  private static boolean isSent(int port) throws IOException {
    String remote = ":%04X 0".formatted(port);
    try (var connections = Files.lines(Path.of("/proc/net/tcp6"))) {
      var all = new ArrayList<>(connections.toList());
      all.addAll(Files.readAllLines(Path.of("/proc/net/tcp")));
      // FIN_WAIT1 or FIN_WAIT2, seen from the sender
      return all.stream()
          .anyMatch(line -> line.contains(remote + "4") || line.contains(remote + "5"));
    }
  }
}
