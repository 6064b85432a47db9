package org.haproxystats.integration;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.haproxystats.sink.kafka.Cluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink of the section {@code [kafka]}, unpacked from its archive over the programs. */
class KafkaArchiveIT {
  private static final long SECONDS = 1_795_000_000;
  private static final String TOPIC = "haproxystats";
  private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

  /** Held, so that what the clients of the tests log stays out of the report. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  @TempDir private Path directory;
  private Installation installed;

  @BeforeEach
  void install() throws IOException {
    CLIENTS.setLevel(Level.OFF);
    installed = Installation.at(directory.resolve("installed"));
    installed.addArchive("haproxystats-kafka");
  }

  private SpoolSite site(int port, String... more) throws Exception {
    return site("127.0.0.1:" + port, more);
  }

  private SpoolSite site(String servers, String... more) throws Exception {
    var lines =
        new ArrayList<>(
            List.of("[graphite]", "enabled = no", "[kafka]", "bootstrap-servers = " + servers));
    lines.addAll(List.of(more));
    return SpoolSite.at(directory, 1, lines.toArray(String[]::new));
  }

  @Test
  void whileNoBrokerAnswersTheSpoolHoldsAndTheLogSaysSoOnceAndAStopIsQuick() throws Exception {
    var site = site(FreePort.next(), "confirm-timeout = 1", "delay = 0.1");
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

  @Test
  void afterAnOutageEachObjectHasItsRecordsInTheOrderOfTime() throws Exception {
    try (var cluster = Cluster.ofOne(directory)) {
      cluster.topic(TOPIC);
      var site = site(cluster.servers(), "confirm-timeout = 2", "delay = 0.2");
      try (var process = installed.start(site, "process")) {
        site.addSmall(SECONDS);
        process.awaitThat("the first snapshot", site::isEmpty);
        cluster.first().kill();
        for (int i = 1; i <= 30; i++) {
          site.addSmall(SECONDS + i);
        }
        process.awaitThat(
            "a failure", () -> process.output().contains("snapshots wait in the spool"));
        cluster.first().startAgain();
        site.addSmall(SECONDS + 31);
        process.awaitThat("all snapshots", site::isEmpty);
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      var seconds =
          cluster.records(TOPIC).stream()
              .collect(
                  groupingBy(
                      ConsumerRecord::key, mapping(record -> record.timestamp() / 1000, toList())));
      seconds.forEach((key, each) -> assertThat(each).as(key).isSorted());
      // Any of them may be there twice.
      assertThat(
              new TreeSet<>(seconds.getOrDefault("lb-01.example.com/frontend/fe_http/", List.of())))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(SECONDS, SECONDS + 31).boxed().toList());
    }
  }

  @Test
  void aBrokerGetsAPasswordOverTlsAndWhoHasAnotherOneIsToldSo() throws Exception {
    var certificate = TestCertificate.make(directory, "localhost");
    var own = Files.writeString(directory.resolve("broker.pem"), certificate.pemWithKey());
    var trusted = Files.writeString(directory.resolve("trusted.pem"), certificate.pem());
    var listener = "listener.name.secure.";
    try (var cluster =
        Cluster.ofOne(
            directory,
            listener + "ssl.keystore.type=PEM",
            listener + "ssl.keystore.location=" + own,
            listener + "sasl.enabled.mechanisms=PLAIN",
            listener
                + "plain.sasl.jaas.config="
                + LOGIN
                + " required user_haproxystats=\"pa$$\";")) {
      cluster.topic(TOPIC);
      var wrong = siteWithPassword(cluster, trusted, "guessed");
      wrong.add(SECONDS);
      try (var process = installed.start(wrong, "process")) {
        process.awaitThat(
            "the warning",
            () -> process.output().contains("check producer.security.protocol, producer.sasl.*"));
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      assertThat(wrong.waiting()).containsExactly(Long.toString(SECONDS));

      var right = siteWithPassword(cluster, trusted, "pa$$$$");
      try (var process = installed.start(right, "process")) {
        process.awaitThat("the delivery", right::isEmpty);
        assertThat(process.terminate()).as(process.output()).isZero();
        assertThat(process.output()).doesNotContain("WARNING", "ERROR");
      }
      assertThat(cluster.records(TOPIC)).isNotEmpty();
    }
  }

  private SpoolSite siteWithPassword(Cluster cluster, Path trusted, String password)
      throws Exception {
    return site(
        cluster.first().secureAddress(),
        "producer.security.protocol = SASL_SSL",
        "producer.ssl.truststore.type = PEM",
        "producer.ssl.truststore.location = " + trusted,
        "producer.sasl.mechanism = PLAIN",
        "producer.sasl.jaas.config = %s required username=\"haproxystats\" password=\"%s\";"
            .formatted(LOGIN, password));
  }
}
