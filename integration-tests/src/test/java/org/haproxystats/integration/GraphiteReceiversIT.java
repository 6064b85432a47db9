package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.haproxystats.integration.runtime.Certificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphite's own receiver and carbon-c-relay, in the ways that the original could not use. */
class GraphiteReceiversIT {
  private static final long SECOND = 1_800_000_000;

  @TempDir private Path directory;

  @Test
  void carbonStoresWhatComesByPickle() throws IOException {
    try (var carbon = RealCarbon.start(directory)) {
      var site = SpoolSite.at(directory, carbon.picklePort(), "[graphite]", "protocol = pickle");
      site.add(Instant.now().getEpochSecond());
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("the delivery", site::isEmpty);
        process.awaitThat(
            "the value in its file",
            () ->
                carbon
                    .stored("loadbalancers.lb-01_example_com.haproxy.frontend.fe_http.slim")
                    .equals(List.of("1200.000000")));
        assertThat(process.terminate()).isZero();
      }
    }
  }

  @Test
  void carbonStoresNamesWithTags() throws IOException {
    try (var carbon = RealCarbon.start(directory)) {
      var site = SpoolSite.at(directory, carbon.port(), "[graphite]", "tags = yes");
      site.add(Instant.now().getEpochSecond());
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("the delivery", site::isEmpty);
        process.awaitThat(
            "the value in its file",
            () ->
                carbon
                    .storedWithTags(
                        "loadbalancers.haproxy.server.slim;backend=be_app;host=lb-01.example.com;server=web1")
                    .equals(List.of("200.000000")));
        assertThat(process.terminate()).isZero();
      }
    }
  }

  @Test
  void theSecondRelayGetsWhatTheFirstCannotTake() throws Exception {
    var relays = new TwoRelays("failover");
    try (var second = relays.start(1)) {
      relays.site.add(SECOND);
      try (var process = relays.site.start("haproxystats-process")) {
        process.awaitThat("the delivery", relays.site::isEmpty);
        second.awaitThat("all lines in its file", () -> relays.hasAll(1, SECOND));
        assertThat(process.terminate()).isZero();
      }
    }
  }

  @Test
  void whereAllHaveToConfirmADeadRelayGetsEverythingLaterAndTheOtherOneAtOnce() throws Exception {
    var relays = new TwoRelays("all");
    try (var second = relays.start(1)) {
      for (int i = 0; i < 5; i++) {
        relays.site.add(SECOND + i);
      }
      try (var process = relays.site.start("haproxystats-process")) {
        for (int i = 0; i < 5; i++) {
          long arrived = SECOND + i;
          second.awaitThat("its lines", () -> relays.hasAll(1, arrived));
        }
        assertThat(relays.site.waiting()).hasSize(5);
        try (var first = relays.start(0)) {
          process.awaitThat("the delivery", relays.site::isEmpty);
          for (int i = 0; i < 5; i++) {
            long later = SECOND + i;
            first.awaitThat("its lines", () -> relays.hasAll(0, later));
          }
        }
        assertThat(process.terminate()).isZero();
      }
    }
  }

  @Test
  void carbonCRelayGetsEverySnapshotOverTlsAlsoAfterItWasAway() throws Exception {
    int port = FreePort.next();
    var received = directory.resolve("received");
    var certificate = Certificates.make(directory.resolve("relay.pem"), "localhost");
    var listen =
        "listen type linemode transport plain ssl %s 127.0.0.1:%d proto tcp;%n"
            .formatted(certificate, port);
    var site =
        SpoolSite.at(
            directory,
            port,
            "[graphite]",
            "server = localhost",
            "tls = yes",
            "tls-ca = " + certificate,
            "delay = 5",
            "confirm-timeout = 30");
    site.add(SECOND);
    try (var process = site.start("haproxystats-process")) {
      try (var relay = RealRelay.start(directory, port, received, listen)) {
        relay.awaitThat("the delivery", site::isEmpty);
        relay.awaitThat("all lines in its file", () -> hasAll(received, site, SECOND));
      }
      site.add(SECOND + 1);
      process.awaitThat(
          "a failure", () -> process.output().contains("snapshots wait in the spool"));
      try (var relay = RealRelay.start(directory, port, received, listen)) {
        relay.awaitThat("the delivery", site::isEmpty);
        relay.awaitThat("all lines in its file", () -> hasAll(received, site, SECOND + 1));
      }
      assertThat(process.terminate()).as(process.output()).isZero();
    }
  }

  private static boolean hasAll(Path received, SpoolSite site, long second) throws IOException {
    return RealRelay.paths(received, second).containsAll(site.expectedPaths());
  }

  /** A site with two relays, none of which runs yet. */
  private final class TwoRelays {
    private final int[] ports = {FreePort.next(), FreePort.next()};
    private final SpoolSite site;

    TwoRelays(String mode) throws IOException {
      site =
          SpoolSite.at(
              directory,
              1,
              "[graphite]",
              "relays = 127.0.0.1:%d, 127.0.0.1:%d".formatted(ports[0], ports[1]),
              "relay-mode = " + mode,
              "confirm-timeout = 30",
              "delay = 5"); // A relay that has just begun does not bear what comes at once.
    }

    Program start(int relay) throws IOException {
      return RealRelay.start(directory, ports[relay], received(relay));
    }

    private Path received(int relay) {
      return directory.resolve("received-" + relay);
    }

    boolean hasAll(int relay, long second) throws IOException {
      return GraphiteReceiversIT.hasAll(received(relay), site, second);
    }
  }
}
