package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.TlsServerCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.haproxystats.integration.OtlpReceiver.Protocol;
import org.haproxystats.integration.OtlpReceiver.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sink of the section {@code [otlp]}, installed from its archive. */
class OtlpIT {
  private static final long FIRST = 1_800_000_000;
  private static final int LARGE = 10_000;

  @TempDir private Path directory;

  private Program start(String command, int port, Protocol protocol, String... more)
      throws IOException {
    return start(command, "http", port, protocol, more);
  }

  private Program start(String command, String scheme, int port, Protocol protocol, String... more)
      throws IOException {
    var lines =
        new ArrayList<>(
            List.of(
                "[graphite]",
                "enabled = no",
                "[process]",
                "backlog-rate = 0",
                "[otlp]",
                "protocol = " + protocol.name().toLowerCase(Locale.ROOT),
                "endpoint = %s://localhost:%d".formatted(scheme, port),
                "delay = 0.2"));
    lines.addAll(List.of(more));
    var site = SpoolSite.at(directory, 1, lines.toArray(String[]::new));
    var installed = Installation.at(Files.createTempDirectory(directory, "installed"));
    installed.addArchive("haproxystats-otlp");
    return installed.start(site, command.split(" ", -1));
  }

  private SpoolSite site() throws IOException {
    return SpoolSite.at(directory, 1);
  }

  private static OtlpPoint last(OtlpReceiver receiver, String proxy, String service, String name) {
    return receiver.points().stream()
        .filter(point -> point.isOf(proxy, service) && point.metric().equals(name))
        .reduce((_, later) -> later)
        .orElse(new OtlpPoint(Map.of(), name, Map.of(), false, 0, 0, Double.NaN));
  }

  private static long started(RealHaproxy haproxy) {
    return Long.parseLong(haproxy.sockets().getFirst().info().get("Start_time_sec"));
  }

  @ParameterizedTest
  @EnumSource
  void valuesAndStartTimesAreThoseOfTheRealHaproxyOverClearAndReload(Protocol protocol)
      throws Exception {
    int port = FreePort.next();
    try (var haproxy = RealHaproxy.start(HaproxyLine.NEWEST, directory, 1, Site.PROXIES);
        var receiver = OtlpReceiver.start(protocol, port);
        var run = start("run", port, protocol, "metrics = all", "rates = yes")) {
      Site.visit(haproxy, 21);
      Site.awaitQuiet(haproxy);
      var socket = haproxy.sockets().getFirst();
      var web =
          socket.stat().stream()
              .filter(row -> "web.site".equals(row.get("pxname")))
              .findFirst()
              .orElseThrow();
      double requests = Double.parseDouble(web.get("req_tot"));
      var name = "haproxy.requests.received";
      run.awaitThat(
          "all requests", () -> last(receiver, "web.site", "FRONTEND", name).value() == requests);

      var all = last(receiver, "web.site", "FRONTEND", name);
      assertThat(all.sum()).isTrue();
      assertThat(all.start()).isEqualTo(started(haproxy));
      assertThat(all.time()).isBetween(all.start(), all.start() + 600);
      assertThat(last(receiver, "web.site", "FRONTEND", "haproxy.bytes.input").value())
          .isEqualTo(Double.parseDouble(web.get("bin")));
      assertThat(last(receiver, "app", "one", "haproxy.weight"))
          .satisfies(
              weight -> {
                assertThat(weight.value()).isEqualTo(10);
                assertThat(weight.sum()).isFalse();
                assertThat(weight.start()).isZero();
              });
      assertThat(all.resource()).containsEntry("host.name", "lb-01.example.com");

      Site.visit(haproxy, 3);
      run.awaitThat(
          "a rate",
          () ->
              receiver.points().stream()
                  .anyMatch(
                      point ->
                          point.isOf("web.site", "FRONTEND")
                              && point.metric().equals(name + "_per_second")
                              && point.value() > 0
                              && !point.sum()));
      Site.awaitQuiet(haproxy);

      socket.ask("clear counters all");
      run.awaitThat("zero", () -> last(receiver, "web.site", "FRONTEND", name).value() == 0);
      var cleared = last(receiver, "web.site", "FRONTEND", name);
      assertThat(cleared.start()).isGreaterThanOrEqualTo(all.time()).isLessThan(cleared.time());

      haproxy.reload();
      long restarted = started(haproxy);
      run.awaitThat(
          "the new process",
          () -> last(receiver, "web.site", "FRONTEND", name).start() == restarted);
      assertThat(run.terminate()).as(run.output()).isZero();
      assertThat(run.output()).doesNotContain("the collector at", "ERROR");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheReceiverAnswersNothingIsLostAndTheLogSaysWhatToDo(Protocol protocol)
      throws Exception {
    int port = FreePort.next();
    var advice =
        Map.of(
            Reply.IS_BUSY, "it has too much to do",
            Reply.IS_AWAY_FOR_A_WHILE, "it has too much to do",
            Reply.REFUSES, "look at its log for what it does not like",
            Reply.HANGS, "no answer in time; look at what it does so long");
    var site = site();
    site.addSmall(FIRST);
    try (var process =
        start("process", port, protocol, "timeout = 5", "[DEFAULT]", "loglevel = debug")) {
      process.awaitThat(
          "the warning",
          () -> process.output().contains("check whether it runs, and endpoint in [otlp]"));
      try (var receiver = OtlpReceiver.start(protocol, port)) {
        process.awaitThat("the first", site::isEmpty);
        long next = FIRST;
        for (var trouble : advice.entrySet()) {
          receiver.replies(trouble.getKey());
          site.addSmall(++next);
          process.awaitThat(trouble.getKey().toString(), site::isEmpty);
          assertThat(process.output())
              .contains("the collector at http://localhost:" + port, trouble.getValue());
        }
        receiver.replies(Reply.TAKES_ALL_BUT_ONE);
        site.addSmall(++next);
        process.awaitThat("the partial success", site::isEmpty);
        assertThat(process.output())
            .contains("has taken a request, but not 1 of its ", "(one is too many); they are lost");
        assertThat(receiver.points().stream().map(OtlpPoint::time).collect(toSet()))
            .isEqualTo(LongStream.rangeClosed(FIRST, next).boxed().collect(toSet()));
      }
      assertThat(process.terminate()).as(process.output()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotThatIsRefusedWhileOthersAreTakenIsSetAside(Protocol protocol) throws Exception {
    int port = FreePort.next();
    var site = site();
    try (var receiver = OtlpReceiver.start(protocol, port);
        var process = start("process", port, protocol)) {
      receiver.refuse(FIRST + 1);
      for (int i = 0; i < 3; i++) {
        site.addSmall(FIRST + i);
      }
      process.awaitThat("nothing waits", site::isEmpty);
      assertThat(process.terminate()).as(process.output()).isZero();
      assertThat(directory.resolve("incoming.quarantine/%d/reason.txt".formatted(FIRST + 1)))
          .content()
          .contains("delivering it to otlp failed with ", ", which has taken others");
      assertThat(receiver.points().stream().map(OtlpPoint::time).distinct())
          .containsExactly(FIRST, FIRST + 2);
      assertThat(process.output()).contains("look at its log for what it does not like");
    }
  }

  @ParameterizedTest
  @EnumSource
  void afterAnOutageAllValuesComeInTheOrderOfTime(Protocol protocol) throws Exception {
    int port = FreePort.next();
    var site = site();
    try (var process = start("process", port, protocol)) {
      for (int i = 0; i < 20; i++) {
        site.addSmall(FIRST + i);
      }
      process.awaitThat(
          "a failure", () -> process.output().contains("snapshots wait in the spool"));
      try (var receiver = OtlpReceiver.start(protocol, port)) {
        site.addSmall(FIRST + 20);
        process.awaitThat("all snapshots", site::isEmpty);
        assertThat(receiver.points().stream().map(OtlpPoint::time).distinct())
            .containsExactlyElementsOf(LongStream.rangeClosed(FIRST, FIRST + 20).boxed().toList());
      }
      assertThat(process.terminate()).as(process.output()).isZero();
    }
  }

  @Test
  void aCollectorThatAsksForAnHourIsLeftAloneForFiveMinutesAndDelaysNoStop() throws Exception {
    int port = FreePort.next();
    var site = site();
    try (var receiver = OtlpReceiver.start(Protocol.HTTP, port);
        var process = start("process", port, Protocol.HTTP)) {
      receiver.askToWait(3600);
      receiver.replies(Reply.IS_BUSY);
      site.addSmall(FIRST);
      process.awaitThat("the warning", () -> process.output().contains("are tried every 300.0 s"));
      assertThat(process.terminate()).as(process.output()).isZero();
      assertThat(receiver.given()).containsExactly(Reply.IS_BUSY);
      assertThat(site.waiting()).containsExactly(Long.toString(FIRST));
    }
  }

  @ParameterizedTest
  @EnumSource
  void itStopsAtOnceWhileTheReceiverHangs(Protocol protocol) throws Exception {
    int port = FreePort.next();
    var site = site();
    try (var receiver = OtlpReceiver.start(protocol, port);
        // Longer than this test waits for its end.
        var process = start("process", port, protocol, "timeout = 600")) {
      receiver.replies(Reply.HANGS);
      site.addSmall(FIRST);
      process.awaitThat("the request", () -> !receiver.given().isEmpty());
      assertThat(process.terminate()).as(process.output()).isZero();
      assertThat(site.waiting()).containsExactly(Long.toString(FIRST));
      assertThat(process.output()).doesNotContain("does not end");
    }
  }

  @Test
  void tenThousandServersPassTheLimitOfGrpc() throws Exception {
    int port = FreePort.next();
    var site = site();
    try (var receiver = OtlpReceiver.start(Protocol.GRPC, port);
        var process = start("process", port, Protocol.GRPC, "timeout = 60")) {
      site.addLarge(FIRST, LARGE);
      process.awaitThat("the delivery", site::isEmpty);
      assertThat(receiver.given()).hasSizeGreaterThan(2);
      assertThat(
              receiver.points().stream()
                  .filter(point -> point.metric().equals("haproxy.sessions.total"))
                  .map(point -> point.resource().get("haproxy.service_name"))
                  .filter(service -> service.startsWith("server-"))
                  .collect(toSet()))
          .hasSize(LARGE);
      assertThat(process.terminate()).as(process.output()).isZero();
      assertThat(process.output()).doesNotContain("the collector at", "ERROR");
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothSidesCanAskForACertificate(Protocol protocol) throws Exception {
    var server = TestCertificate.make(directory, "localhost");
    var client = TestCertificate.make(directory, "lb-01");
    int port = FreePort.next();
    var site = site();
    site.addSmall(FIRST);
    try (var receiver = secure(protocol, port, server, client);
        var process =
            start(
                "process",
                "https",
                port,
                protocol,
                "connect-timeout = 50",
                "tls-ca = " + Files.writeString(directory.resolve("ca.pem"), server.pem()),
                "tls-certificate = "
                    + Files.writeString(directory.resolve("own.pem"), client.pemWithKey()))) {
      process.awaitThat("the delivery", site::isEmpty);
      assertThat(receiver.points()).isNotEmpty();
      assertThat(process.terminate()).as(process.output()).isZero();
    }
    assertThatAStrangerIsToldSo(protocol, server, client);
  }

  private void assertThatAStrangerIsToldSo(
      Protocol protocol, TestCertificate server, TestCertificate client) throws Exception {
    int port = FreePort.next();
    site().addSmall(FIRST + 1);
    try (var _ = secure(protocol, port, server, client);
        var process = start("process", "https", port, protocol, "connect-timeout = 50")) {
      process.awaitThat(
          "the warning",
          () -> process.output().contains("check endpoint, tls-ca and tls-certificate in [otlp]"));
      assertThat(process.terminate()).as(process.output()).isZero();
    }
  }

  private static OtlpReceiver secure(
      Protocol protocol, int port, TestCertificate server, TestCertificate client)
      throws Exception {
    return switch (protocol) {
      case GRPC ->
          OtlpReceiver.grpc(
              port,
              TlsServerCredentials.newBuilder()
                  .keyManager(stream(server.pem()), stream(server.keyPem()))
                  .trustManager(stream(client.pem()))
                  .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                  .build());
      case HTTP -> OtlpReceiver.http(port, server.contextThatTrusts(client));
    };
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
