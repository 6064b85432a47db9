package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Pull needs no right to change anything in HAProxy. */
class UserLevelIT {
  private static final String USER_SOCKET =
      "global\n  stats socket {dir}/user.sock level user\ndefaults\n  mode http\n";

  @TempDir private Path directory;

  private Path configuration(Path socket) throws IOException {
    return Files.writeString(
        directory.resolve("haproxystats.conf"),
        """
        [pull]
        servers = unix://%2$s
        dst-dir = %1$s/incoming
        tmp-dst-dir = %1$s/incoming.tmp
        pull-interval = 60
        pull-timeout = 30
        timeout = 20
        """
            .formatted(directory, socket));
  }

  @EachHaproxy
  void aStatsSocketOfLevelUserSuffices(HaproxyLine line) throws IOException {
    try (var haproxy = RealHaproxy.start(line, directory, 1, USER_SOCKET + Site.PROXIES)) {
      var socket = new StatsSocket(haproxy.directories().getFirst().resolve("user.sock"));
      assertThat(socket.ask("clear counters all")).contains("Permission denied");
      Path learnt = directory.resolve("incoming.fields/user.sock");
      try (var pull =
          Program.start(
              directory, "haproxystats-pull", "-f", configuration(socket.path()).toString())) {
        pull.awaitThat("what HAProxy says of its fields", () -> Files.exists(learnt));
        assertThat(pull.terminate()).as(pull.output()).isZero();
        assertThat(pull.output()).doesNotContain("WARNING", "ERROR");
      }
      Path snapshot = onlyOrFirst(directory.resolve("incoming"));
      Map<String, String> info =
          StatsSocket.parseInfo(Files.readString(snapshot.resolve("user.sock_info")));
      assertThat(info).containsEntry("Pid", haproxy.pids().getFirst().toString());
      assertThat(StatsSocket.parseStat(Files.readString(snapshot.resolve("user.sock_stat"))))
          .extracting(row -> row.get("pxname") + "/" + row.get("svname"))
          .containsExactlyElementsOf(
              haproxy.sockets().getFirst().stat().stream()
                  .map(row -> row.get("pxname") + "/" + row.get("svname"))
                  .toList())
          .contains("web.site/FRONTEND", "app/BACKEND", "app/one");
      assertThat(learnt)
          .content()
          .contains(".stot.1:MC", ".Uptime_sec.1:MD")
          .containsPattern("(?m)^F\\.")
          .containsPattern("(?m)^B\\.")
          .containsPattern("(?m)^S\\.");
    }
  }

  private static Path onlyOrFirst(Path incoming) throws IOException {
    try (var snapshots = Files.list(incoming)) {
      return snapshots.sorted().findFirst().orElseThrow();
    }
  }
}
