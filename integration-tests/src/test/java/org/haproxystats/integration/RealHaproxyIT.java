package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class RealHaproxyIT {
  private static final String PROXY = "frontend web\n  bind unix@{dir}/web.sock\n";

  @TempDir private Path directory;

  @EachHaproxy
  void eachLineStartsAndIsWhatItClaimsToBe(HaproxyLine line) {
    try (var haproxy = RealHaproxy.start(line, directory, 1, PROXY)) {
      String version = haproxy.sockets().getFirst().info().get("Version");
      switch (line) {
        case V2_2 -> assertThat(version).startsWith("2.2.");
        case V2_6 -> assertThat(version).startsWith("2.6.");
        case V3_0 -> assertThat(version).startsWith("3.0.");
        case NEWEST -> assertThat(version).matches("(3\\.([2-9]|\\d\\d)|[4-9]\\.\\d+)[.-].*");
      }
    }
  }

  @EachHaproxy
  void fourProcessesServeFourSockets(HaproxyLine line) {
    try (var haproxy = RealHaproxy.start(line, directory, 4, PROXY)) {
      List<Long> pids =
          haproxy.sockets().stream().map(socket -> Long.valueOf(socket.info().get("Pid"))).toList();
      assertThat(pids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(haproxy.pids());
    }
  }

  @EachHaproxy
  void aReloadPutsNewProcessesOnTheSameSockets(HaproxyLine line) {
    try (var haproxy = RealHaproxy.start(line, directory, 2, PROXY)) {
      List<Long> before = haproxy.pids();
      haproxy.reload();
      assertThat(haproxy.pids()).hasSize(2).doesNotContainAnyElementsOf(before);
    }
  }
}
