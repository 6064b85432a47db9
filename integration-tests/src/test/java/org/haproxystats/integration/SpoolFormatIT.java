package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The spool is what the original makes of the same answers, so that either pull can feed either
 * process: a folder named after the second, two files for each socket, and in them what HAProxy
 * answers to one command a connection.
 */
class SpoolFormatIT {
  @TempDir private Path directory;

  @EachHaproxy
  void theFilesAreWhatHaproxyAnswersToOneCommandAConnection(HaproxyLine line) throws IOException {
    try (var haproxy = RealHaproxy.start(line, directory, 1, Site.PROXIES)) {
      Path socket = haproxy.sockets().getFirst().path();
      Path incoming = directory.resolve("incoming");
      Path configuration =
          Files.writeString(
              directory.resolve("haproxystats.conf"),
              """
              [pull]
              servers = unix://%2$s
              dst-dir = %1$s/incoming
              tmp-dst-dir = %1$s/incoming.tmp
              timeout = 2
              pull-timeout = 10
              """
                  .formatted(directory, socket));
      try (var pull =
          Program.start(directory, "haproxystats-pull", "-f", configuration.toString())) {
        pull.awaitThat("a snapshot", () -> firstSnapshot(incoming) != null);
        pull.terminate();
      }

      Path snapshot = requireNonNull(firstSnapshot(incoming));
      assertThat(snapshot.getFileName().toString()).matches("[0-9]{10}");
      String name = socket.getFileName().toString();
      try (var files = Files.list(snapshot)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(name + "_info", name + "_stat");
      }
      assertSameButForNumbers(snapshot.resolve(name + "_info"), ask(socket, "show info"));
      assertSameButForNumbers(snapshot.resolve(name + "_stat"), ask(socket, "show stat"));
    }
  }

  /** Uptime and the like have moved on between the two answers. */
  private static void assertSameButForNumbers(Path file, String answer) throws IOException {
    assertThat(withoutNumbers(Files.readString(file))).isEqualTo(withoutNumbers(answer));
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll("[0-9]+", "#");
  }

  private static @Nullable Path firstSnapshot(Path incoming) throws IOException {
    if (Files.notExists(incoming)) {
      return null;
    }
    try (var snapshots = Files.list(incoming)) {
      return snapshots.findFirst().orElse(null);
    }
  }

  private static String ask(Path socket, String command) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    }
  }
}
