package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** carbon-c-relay, which writes the lines that it receives into a file. */
final class RealRelay {
  private static final Path RELAY = Repository.ROOT.resolve(".cache/relay/carbon-c-relay");

  private RealRelay() {}

  /**
   * Starts one with its files in a directory, and waits until it listens.
   *
   * @param lines more lines of its configuration
   * @param received the file that the lines come into
   */
  static Program start(Path directory, int port, Path received, String... lines)
      throws IOException {
    if (!Files.isExecutable(RELAY)) {
      fail("carbon-c-relay is not in %s: run tools/fetch-relay".formatted(RELAY.getParent()));
    }
    Path configuration =
        Files.writeString(
            directory.resolve("relay-" + port + ".conf"),
            "%scluster out file %s;%nmatch * send to out stop;%n"
                .formatted(String.join("", lines), received));
    var relay =
        Program.start(
            directory,
            Map.of("TMPDIR", directory.toString()),
            RELAY,
            "-f",
            configuration.toString(),
            "-p",
            Integer.toString(port),
            "-w",
            "1",
            "-s");
    await("carbon-c-relay to listen")
        .atMost(Duration.ofSeconds(30))
        .until(() -> !relay.isAlive() || listens(port));
    assertThat(relay.isAlive()).as(relay.output()).isTrue();
    return relay;
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
