package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.TlsSettings;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries over TLS, and what confirms them. */
@Timeout(60)
class GraphiteTlsTest {
  private static final AggregatedSnapshot SMALL = snapshot(3);

  /** More than the buffers of both ends can hold. */
  private static final AggregatedSnapshot LARGE = snapshot(400_000);

  @TempDir private static Path folder;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    Certificates.make(folder, "localhost");
    Certificates.make(folder, "somebody");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  private static AggregatedSnapshot snapshot(int rows) {
    var objects =
        IntStream.range(0, rows)
            .mapToObj(i -> new StatObject(ObjectKind.FRONTEND, "", "f" + i))
            .toList();
    var column = new MetricColumn.Longs(new Metric("stot", "", true), new long[rows]);
    return new AggregatedSnapshot(
        7, List.of(new MetricTable(ObjectKind.FRONTEND, objects, List.of(column))));
  }

  /** What a relay does with a connection: the TLS one, and the one below it. */
  private interface Behaviour {
    void handle(SSLSocket tls, Socket plain) throws IOException, InterruptedException;
  }

  private int relay(boolean wantsClient, String protocol, Behaviour behaviour) throws IOException {
    var own =
        new TlsSettings(Optional.of(pem("somebody")), Optional.of(pem("localhost")), false)
            .context();
    return plainRelay(
        plain -> {
          try (var tls = (SSLSocket) own.getSocketFactory().createSocket(plain, null, true)) {
            tls.setUseClientMode(false);
            tls.setNeedClientAuth(wantsClient);
            tls.setEnabledProtocols(new String[] {protocol});
            behaviour.handle(tls, plain);
          }
        });
  }

  private int relay(Behaviour behaviour) throws IOException {
    return relay(false, "TLSv1.3", behaviour);
  }

  private int plainRelay(Receiver.Behaviour behaviour) throws IOException {
    var receiver = new Receiver(behaviour);
    open.add(receiver);
    return receiver.port();
  }

  private void readAll(SSLSocket tls, Socket plain) throws IOException {
    received.add(new String(tls.getInputStream().readAllBytes(), US_ASCII));
  }

  private static Path pem(String name) {
    return folder.resolve(name + ".pem");
  }

  private static GraphiteSink sink(String host, int port, String... options) throws IOException {
    var settings =
        TestConfiguration.graphite(
            """
            server = %s
            port = %d
            namespace = x
            prefix-hostname = no
            retries = 0
            tls = yes
            %s
            """
                .formatted(host, port, String.join("\n", patient(options))));
    return GraphiteSink.of(settings, new GraphiteNames(settings)).getFirst();
  }

  /** Limits for a relay that is well, on a machine that may be busy, where no others are given. */
  private static List<String> patient(String... options) {
    var all = new ArrayList<>(List.of(options));
    for (var limit : List.of("connect-timeout", "write-timeout", "confirm-timeout")) {
      if (all.stream().noneMatch(option -> option.startsWith(limit))) {
        all.add(limit + " = 50");
      }
    }
    return all;
  }

  private static GraphiteSink trusting(int port, String... options) throws IOException {
    var all = new ArrayList<>(List.of(options));
    all.add("tls-ca = " + pem("localhost"));
    return sink("localhost", port, all.toArray(String[]::new));
  }

  private static void assertNotDelivered(
      GraphiteSink sink, AggregatedSnapshot snapshot, String why) {
    assertThatIOException()
        .isThrownBy(() -> sink.deliver(snapshot))
        .withMessageStartingWith("Graphite at ")
        .satisfies(e -> assertThat(e.getMessage()).containsPattern(why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aRelayThatReadsAllAndClosesHasConfirmed(String protocol) throws Exception {
    var sink = trusting(relay(false, protocol, this::readAll));

    assertThat(sink.deliver(SMALL)).isEqualTo(3);
    assertThat(received.take())
        .isEqualTo(
            """
            x.haproxy.frontend.f0.stot 0 7
            x.haproxy.frontend.f1.stot 0 7
            x.haproxy.frontend.f2.stot 0 7
            """);
    assertThat(sink.deliver(LARGE)).isEqualTo(400_000);
    assertThat(received.take().lines())
        .hasSize(400_000)
        .endsWith("x.haproxy.frontend.f399999.stot 0 7");
  }

  @Test
  void aRelayThatClosesWithoutTheFarewellOfTlsHasConfirmedToo() throws Exception {
    var port =
        relay(
            (tls, plain) -> {
              readAll(tls, plain);
              plain.close();
            });
    assertThat(trusting(port).deliver(SMALL)).isEqualTo(3);
    assertThat(received.take()).hasLineCount(3);
  }

  @Test
  void withoutConfirmationWhatIsWrittenArrivesAllTheSame() throws Exception {
    assertThat(trusting(relay(this::readAll), "confirm = no").deliver(LARGE)).isEqualTo(400_000);
    assertThat(received.take().lines()).hasSize(400_000);
  }

  @Test
  void aRelayThatReadsAllButNeverClosesHasNotConfirmed() throws Exception {
    var done = new CountDownLatch(1);
    var port =
        relay(
            (tls, plain) -> {
              readAll(tls, plain);
              done.await();
            });
    assertNotDelivered(trusting(port, "confirm-timeout = 2"), SMALL, "did not close its side");
    done.countDown();
  }

  @Test
  void aRelayThatIsKilledWithBytesUnreadHasNotConfirmed() throws Exception {
    var port =
        relay(
            (tls, plain) -> {
              tls.getInputStream().readNBytes(100_000);
              plain.close();
            });
    assertNotDelivered(trusting(port), LARGE, "reset|pipe|closed the connection");
  }

  @Test
  void aRelayThatSaysFarewellBeforeItHasEverythingHasNotConfirmed() throws Exception {
    var port = relay((tls, _) -> tls.startHandshake());
    assertNotDelivered(trusting(port), SMALL, "reset|pipe|closed the connection");
  }

  @Test
  void aRelayThatIsNotTrustedGetsNothing() throws Exception {
    var sink = sink("localhost", relay(this::readAll));
    assertNotDelivered(sink, SMALL, "no TLS connection: .*check tls-ca");
    assertThat(received).isEmpty();
  }

  @Test
  void aCertificateForAnotherHostIsRefusedUnlessNamesAreNotChecked() throws Exception {
    int port = relay(this::readAll);
    var ca = "tls-ca = " + pem("localhost");

    assertNotDelivered(sink("127.0.0.1", port, ca), SMALL, "127.0.0.1 found; check tls-ca");
    assertThat(sink("127.0.0.1", port, ca, "tls-check-name = no").deliver(SMALL)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aCertificateIsShownWhereTheRelayWantsOne(String protocol) throws Exception {
    int port = relay(true, protocol, this::readAll);

    assertNotDelivered(trusting(port), SMALL, "certificate|reset|pipe|closed the connection");
    assertThat(received).isEmpty();
    var own = "tls-certificate = " + pem("somebody");
    assertThat(trusting(port, own).deliver(SMALL)).isEqualTo(3);
    assertThat(received.take()).hasLineCount(3);
  }

  @Test
  void aRelayThatSpeaksNoTlsIsTold() throws Exception {
    int port = plainRelay(socket -> socket.getInputStream().readAllBytes());
    assertNotDelivered(
        trusting(port, "connect-timeout = 2"),
        SMALL,
        "no TLS handshake within 2.0 s; does it speak TLS at this port?");
  }

  @Test
  void aFileThatWasRenewedCountsForTheNextDelivery() throws Exception {
    var ca = Files.copy(pem("somebody"), folder.resolve("ca.pem"));
    var sink = sink("localhost", relay(this::readAll), "tls-ca = " + ca);

    assertNotDelivered(sink, SMALL, "no TLS connection");
    Files.copy(pem("localhost"), ca, StandardCopyOption.REPLACE_EXISTING);
    assertThat(sink.deliver(SMALL)).isEqualTo(3);
    Files.delete(ca);
    assertNotDelivered(sink, SMALL, "ca.pem: no such file or directory");
  }

  @Test
  void aFileThatCannotBeUsedIsToldAtTheStart() throws Exception {
    var nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
    assertThatIOException()
        .isThrownBy(() -> sink("localhost", 1, "tls-certificate = " + nothing))
        .withMessageContaining("nothing.pem: there is no ");
  }
}
