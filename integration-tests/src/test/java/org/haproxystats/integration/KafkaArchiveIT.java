package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink of the section {@code [kafka]}, unpacked from its archive over the programs. */
class KafkaArchiveIT {
  private static final long SECONDS = 1_795_000_000;

  @TempDir private Path directory;
  private Installation installed;

  @BeforeEach
  void install() throws IOException {
    installed = Installation.at(directory.resolve("installed"));
    installed.addArchive("haproxystats-kafka");
  }

  private SpoolSite site(int port, String... more) throws Exception {
    var lines =
        new ArrayList<>(
            List.of(
                "[graphite]", "enabled = no", "[kafka]", "bootstrap-servers = 127.0.0.1:" + port));
    lines.addAll(List.of(more));
    return SpoolSite.at(directory, 1, lines.toArray(String[]::new));
  }

  @Test
  void whileNoBrokerAnswersTheSpoolHoldsAndTheLogSaysSoOnceAndAStopIsQuick() throws Exception {
    var site = site(ReceiverProgram.freePort(), "confirm-timeout = 1", "delay = 0.1");
    site.add(SECONDS);
    try (var process = installed.start(site, "process")) {
      process.awaitThat(
          "the warning", () -> process.output().contains("topic haproxystats: no broker has"));
      assertThat(process.terminate()).isZero();
      assertThat(process.output().lines().filter(line -> !line.contains(" INFO ")))
          .singleElement()
          .asString()
          .contains("Kafka at 127.0.0.1:", "snapshots wait in the spool and are tried every 0.1 s");
    }
    assertThat(site.waiting()).containsExactly(Long.toString(SECONDS));
  }

  @Test
  void aBrokerThatAnswersNothingDelaysNoStop() throws Exception {
    try (var broker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var site = site(broker.getLocalPort(), "confirm-timeout = 3600");
      site.add(SECONDS);
      try (var process = installed.start(site, "process")) {
        try (var _ = broker.accept()) {
          assertThat(process.terminate()).isZero();
        }
        assertThat(process.output()).doesNotContain("WARNING");
      }
      assertThat(site.waiting()).containsExactly(Long.toString(SECONDS));
    }
  }

  @Test
  void theConfigurationIsCheckedWithEverythingThatIsPassedOn() throws Exception {
    var site = site(1, "producer.linger.ms = soon", "topik = x");
    try (var check = installed.start(site, "check", "config")) {
      assertThat(check.awaitExit()).isEqualTo(2);
      assertThat(check.output().lines())
          .satisfiesExactly(
              line -> assertThat(line).contains("errors 1, warnings 1"),
              line ->
                  assertThat(line)
                      .contains(
                          "error: ", "option:'producer.linger.ms' value:'soon' error:Invalid"),
              line -> assertThat(line).contains("warning: ", "did you mean 'topic'?"));
    }
  }
}
