package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: the statistics of a real HAProxy reach a receiver of Graphite's lines. */
class EndToEndIT {
  private static final Duration SECONDS = Duration.ofSeconds(60);

  @TempDir private Path directory;

  /** A configuration with short names: every path begins with {@code test.haproxy.}. */
  private Path configuration(int port) throws IOException {
    Files.createDirectories(directory.resolve("incoming"));
    return Files.writeString(
        directory.resolve("haproxystats.conf"),
        """
        [pull]
        socket-dir = %1$s/sockets
        dst-dir = %1$s/incoming
        tmp-dst-dir = %1$s/incoming.tmp
        pull-interval = 1
        timeout = 2

        [process]
        src-dir = %1$s/incoming

        [graphite]
        server = 127.0.0.1
        port = %2$d
        namespace = test
        prefix-hostname = false
        """
            .formatted(directory, port));
  }

  private Program start(String name, Path configuration) {
    return Program.start(directory, name, "-f", configuration.toString());
  }

  @EachHaproxy
  void oneProcessDeliversWhatItsSocketSays(HaproxyLine line) throws IOException {
    deliversWhatTheSocketsSay(line, 1);
  }

  @EachHaproxy
  void fourProcessesDeliverTheSumsOfWhatTheirSocketsSay(HaproxyLine line) throws IOException {
    deliversWhatTheSocketsSay(line, 4);
  }

  private void deliversWhatTheSocketsSay(HaproxyLine line, int processes) throws IOException {
    try (var haproxy = RealHaproxy.start(line, directory, processes, Site.PROXIES);
        var receiver = LineReceiver.start()) {
      Site.visit(haproxy, 21);
      Path configuration = configuration(receiver.port());
      try (var pull = start("haproxystats-pull", configuration);
          var process = start("haproxystats-process", configuration)) {
        Site.awaitQuiet(haproxy);
        Map<String, Double> expected =
            ExpectedMetrics.ofProxies(haproxy.sockets().stream().map(StatsSocket::stat).toList());
        assertThat(expected.get("frontend.web_site.req_tot")).isGreaterThanOrEqualTo(21);
        await()
            .atMost(SECONDS)
            .untilAsserted(
                () -> {
                  assertThat(pull.isAlive()).as(pull.output()).isTrue();
                  assertThat(process.isAlive()).as(process.output()).isTrue();
                  assertSame(kinds(receiver.values(), "frontend.", "backend."), expected);
                });
        assertThat(pull.terminate()).as(pull.output()).isZero();
        assertThat(process.terminate()).as(process.output()).isZero();
      }
    }
  }

  @EachHaproxy
  void aSnapshotThatWaitsIsDeliveredWholeAndThenRemoved(HaproxyLine line) throws IOException {
    try (var haproxy = RealHaproxy.start(line, directory, 4, Site.PROXIES);
        var receiver = LineReceiver.start()) {
      Site.visit(haproxy, 8);
      Path configuration = configuration(receiver.port());
      Path incoming = directory.resolve("incoming");
      try (var pull = start("haproxystats-pull", configuration)) {
        pull.awaitThat("a snapshot", () -> !list(incoming).isEmpty());
        assertThat(pull.terminate()).as(pull.output()).isZero();
      }
      Path snapshot = list(incoming).getFirst();
      var infos = new ArrayList<Map<String, String>>();
      var stats = new ArrayList<List<Map<String, String>>>();
      for (Path file : list(snapshot)) {
        String name = file.getFileName().toString();
        if (name.endsWith("_info")) {
          infos.add(StatsSocket.parseInfo(Files.readString(file)));
        } else if (name.endsWith("_stat")) {
          stats.add(StatsSocket.parseStat(Files.readString(file)));
        }
      }
      assertThat(infos).hasSize(4);
      assertThat(stats).hasSize(4);
      try (var process = start("haproxystats-process", configuration)) {
        process.awaitThat("the delivery of all snapshots", () -> list(incoming).isEmpty());
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      Map<String, String> delivered = new TreeMap<>();
      receiver.lines().stream()
          .filter(sent -> sent.seconds().equals(snapshot.getFileName().toString()))
          .forEach(sent -> delivered.put(sent.path(), sent.value()));
      assertSame(kinds(delivered, "frontend.", "backend."), ExpectedMetrics.ofProxies(stats));
      Map<String, Double> daemon = kinds(delivered, "daemon.");
      assertThat(daemon.keySet())
          .contains("daemon.50PercentileCpuUsagePct", "daemon.StdCpuUsagePct");
      daemon.keySet().removeIf(path -> path.endsWith("CpuUsagePct"));
      assertSame(daemon, ExpectedMetrics.ofDaemon(infos));
    }
  }

  @EachHaproxy
  void aReloadedHaproxyIsPulledOn(HaproxyLine line) throws IOException {
    try (var haproxy = RealHaproxy.start(line, directory, 2, Site.PROXIES);
        var receiver = LineReceiver.start()) {
      Path configuration = configuration(receiver.port());
      try (var pull = start("haproxystats-pull", configuration);
          var process = start("haproxystats-process", configuration)) {
        haproxy.reload();
        Site.visit(haproxy, 5);
        Site.awaitQuiet(haproxy);
        Map<String, Double> expected =
            ExpectedMetrics.ofProxies(haproxy.sockets().stream().map(StatsSocket::stat).toList());
        await()
            .atMost(SECONDS)
            .untilAsserted(
                () -> {
                  assertThat(pull.isAlive()).as(pull.output()).isTrue();
                  assertSame(kinds(receiver.values(), "frontend.", "backend."), expected);
                });
        assertThat(process.isAlive()).as(process.output()).isTrue();
      }
    }
  }

  @Test
  void whatIsPulledWhileProcessIsDeadIsDeliveredWhenItIsBack() throws IOException {
    try (var _ = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES);
        var receiver = LineReceiver.start()) {
      Path configuration = configuration(receiver.port());
      Path incoming = directory.resolve("incoming");
      List<String> waiting;
      try (var pull = start("haproxystats-pull", configuration)) {
        try (var process = start("haproxystats-process", configuration)) {
          process.awaitThat("a delivery", () -> !receiver.lines().isEmpty());
          process.kill();
        }
        pull.awaitThat("three snapshots", () -> list(incoming).size() >= 3);
        assertThat(pull.terminate()).as(pull.output()).isZero();
        waiting = list(incoming).stream().map(path -> path.getFileName().toString()).toList();
      }
      try (var process = start("haproxystats-process", configuration)) {
        process.awaitThat("the delivery of all snapshots", () -> list(incoming).isEmpty());
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      assertThat(receiver.lines().stream().map(LineReceiver.Line::seconds)).containsAll(waiting);
    }
  }

  @Test
  void whisperFilesOfARealCarbonHoldTheValues() throws IOException {
    Path graphite = Files.createDirectory(directory.resolve("graphite"));
    try (var carbon = RealCarbon.start(graphite);
        var haproxy = RealHaproxy.start(HaproxyLine.V2_6, directory, 2, Site.PROXIES)) {
      Site.visit(haproxy, 10);
      Site.awaitQuiet(haproxy);
      Path configuration = configuration(carbon.port());
      try (var pull = start("haproxystats-pull", configuration);
          var process = start("haproxystats-process", configuration)) {
        // 10 requests to the first HAProxy, 11 to the second.
        await()
            .atMost(SECONDS)
            .untilAsserted(
                () -> {
                  var why = pull.output() + process.output() + carbon.output();
                  assertThat(carbon.stored("test.haproxy.frontend.web_site.req_tot"))
                      .as(why)
                      .contains("21.000000");
                  assertThat(carbon.stored("test.haproxy.daemon.Maxconn"))
                      .as(why)
                      .contains("600.000000");
                  assertThat(carbon.stored("test.haproxy.backend.app.TotalServers"))
                      .as(why)
                      .contains("3.000000");
                });
      }
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** The metrics of some kinds, by the path after {@code test.haproxy.}. */
  private static Map<String, Double> kinds(Map<String, String> delivered, String... kinds) {
    var values = new TreeMap<String, Double>();
    delivered.forEach(
        (path, value) -> {
          assertThat(path).startsWith("test.haproxy.");
          String rest = path.substring("test.haproxy.".length());
          for (String kind : kinds) {
            if (rest.startsWith(kind)) {
              values.put(rest, Double.valueOf(value));
            }
          }
        });
    return values;
  }

  /** The same names, and the same numbers but for the last digits of a mean. */
  private static void assertSame(Map<String, Double> actual, Map<String, Double> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (path, value) -> assertThat(actual.get(path)).as(path).isCloseTo(value, within(1e-9)));
  }
}
