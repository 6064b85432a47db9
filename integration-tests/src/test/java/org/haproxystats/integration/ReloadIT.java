package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pulls that meet a reload, again and again. */
class ReloadIT {
  private static final int RELOADS = 15;
  private static final int SNAPSHOTS = 5;

  @TempDir private Path directory;

  private Program startPull() throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("haproxystats.conf"),
            """
            [pull]
            socket-dir = %1$s/sockets
            dst-dir = %1$s/incoming
            tmp-dst-dir = %1$s/incoming.tmp
            pull-interval = 1
            timeout = 20
            pull-timeout = 30
            """
                .formatted(directory));
    return Program.start(directory, "haproxystats-pull", "-f", configuration.toString());
  }

  @EachHaproxy
  void noPullFailsWhileNewProcessesTakeOver(HaproxyLine line) throws IOException {
    try (var haproxy = RealHaproxy.start(line, directory, 2, Site.PROXIES);
        var pull = startPull()) {
      reloadUnderPulls(pull, haproxy::reload, 2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void noPullFailsWhileAMasterReloads(HaproxyLine line) throws IOException {
    try (var haproxy = MasterWorker.start(line, directory, Site.PROXIES);
        var pull = startPull()) {
      reloadUnderPulls(pull, haproxy::reload, 1);
    }
  }

  private interface Reload {
    void run() throws IOException;
  }

  private void reloadUnderPulls(Program pull, Reload reload, int processes) throws IOException {
    Path incoming = directory.resolve("incoming");
    pull.awaitThat("the first snapshot", () -> !list(incoming).isEmpty());
    for (int i = 0; i < RELOADS || list(incoming).size() < SNAPSHOTS; i++) {
      reload.run();
    }
    assertThat(pull.terminate()).as(pull.output()).isZero();
    assertThat(pull.output()).doesNotContain("ERROR");
    // On a busy machine it may take its time.
    assertThat(pull.output().lines().filter(line -> line.contains("WARNING")))
        .allMatch(line -> line.contains("longer than pull-interval"));
    for (Path snapshot : list(incoming)) {
      assertThat(list(snapshot)).as(snapshot.toString()).hasSize(2 * processes);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
