package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that answer, and the socket of one that has ended. */
class PartialPullIT {
  @TempDir private Path directory;

  private Path configuration(String onPartial, int port) throws IOException {
    return Files.writeString(
        directory.resolve("haproxystats.conf"),
        """
        [pull]
        socket-dir = %1$s/sockets
        dst-dir = %1$s/incoming
        tmp-dst-dir = %1$s/incoming.tmp
        pull-interval = 1
        pull-timeout = 30
        timeout = 20
        on-partial = %2$s

        [process]
        src-dir = %1$s/incoming

        [graphite]
        server = 127.0.0.1
        port = %3$d
        namespace = test
        prefix-hostname = false
        """
            .formatted(directory, onPartial, port));
  }

  private Program start(String name, Path configuration) {
    return Program.start(directory, name, "-f", configuration.toString());
  }

  private void leaveStaleSocket(RealHaproxy haproxy) throws IOException {
    var path = haproxy.socketDirectory().resolve("stale.sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
  }

  @Test
  void whatAnswersIsDeliveredWithTheNumberOfThoseThatDoNot() throws IOException {
    try (var haproxy = RealHaproxy.start(HaproxyLine.V3_0, directory, 2, Site.PROXIES);
        var receiver = LineReceiver.start()) {
      leaveStaleSocket(haproxy);
      Path configuration = configuration("keep", receiver.port());
      try (var pull = start("haproxystats-pull", configuration);
          var process = start("haproxystats-process", configuration)) {
        process.awaitThat(
            "metrics", () -> receiver.values().containsKey("test.haproxy.daemon.Maxconn"));
        assertThat(receiver.values()).containsEntry("test.haproxy.daemon.Maxconn", "600");
        process.awaitThat(
            "the mark",
            () -> receiver.values().containsKey("test.haproxy.haproxystats.MissingProcesses"));
        assertThat(receiver.values())
            .containsEntry("test.haproxy.haproxystats.MissingProcesses", "1");
        assertThat(pull.terminate()).isZero();
        assertThat(pull.output())
            .containsPattern("Pulled \\d+ in part: 2 processes, .*; missing: stale.sock\n")
            .containsOnlyOnce("nobody listens: is HAProxy running?");
        assertThat(process.terminate()).isZero();
        assertThat(process.output())
            .containsOnlyOnce("its sums lack processes that did not answer the pull: {stale.sock=");
      }
    }
  }

  @Test
  void nothingReachesTheSpoolWhereThatIsNotWanted() throws IOException {
    try (var haproxy = RealHaproxy.start(HaproxyLine.V3_0, directory, 2, Site.PROXIES)) {
      leaveStaleSocket(haproxy);
      try (var pull = start("haproxystats-pull", configuration("discard", 1))) {
        pull.awaitThat(
            "a pull that failed",
            () ->
                pull.output()
                    .contains("1 of 3 processes failed (stale.sock), so nothing of it is kept"));
        assertThat(pull.terminate()).isZero();
      }
      assertThat(directory.resolve("incoming")).isEmptyDirectory();
    }
  }
}
