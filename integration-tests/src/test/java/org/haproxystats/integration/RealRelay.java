package org.haproxystats.integration;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** carbon-c-relay, which writes the lines that it receives into a file. */
final class RealRelay {
  private static final Path RELAY = Repository.ROOT.resolve(".cache/relay/carbon-c-relay");

  private static final int MOST_STARTS = 20;

  private RealRelay() {}

  /**
   * Starts one with its files in a directory, and waits until it serves.
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
    // A client that connects before it is complete can crash it, so nothing here connects, and it
    // is started again when the program under test was too early.
    for (int tries = 1; ; tries++) {
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
      await("carbon-c-relay to start")
          .atMost(Duration.ofSeconds(30))
          .until(() -> !relay.isAlive() || relay.output().contains("startup sequence complete"));
      if (relay.isAlive()) {
        return relay;
      }
      if (tries == MOST_STARTS) {
        fail("carbon-c-relay did not start:\n" + relay.output());
      }
    }
  }

  /** The paths that have come with a second, as far as it has written its file. */
  static Set<String> paths(Path received, long second) throws IOException {
    var paths = new HashSet<String>();
    try {
      for (String line : Files.readAllLines(received)) {
        var cells = line.split(" ", -1);
        if (cells.length == 3 && cells[2].equals(Long.toString(second))) {
          paths.add(cells[0]);
        }
      }
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    return paths;
  }
}
