package org.haproxystats.sink.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.haproxystats.runtime.TlsSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSinkTest {
  private static final byte[] NOTHING = {};

  private HttpCollector collector;
  private OtlpSink sink;

  @BeforeEach
  void start() throws IOException {
    collector = new HttpCollector();
    sink = sink(collector.url(), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    sink.close();
    collector.close();
  }

  private static OtlpSink sink(String url, Duration timeout) throws IOException {
    var settings =
        new OtlpSettings(
            URI.create(url + "/v1/metrics"),
            Protocol.HTTP,
            Compression.GZIP,
            Map.of("x-tenant", "edge"),
            Map.of(),
            TlsSettings.USUAL,
            Duration.ofSeconds(5),
            timeout,
            Duration.ofSeconds(3),
            MetricChoice.CONFIGURED,
            false);
    var metrics =
        new SnapshotMetrics(
            MetricNames.load(Snapshots.CATALOG), new Resources("lb-01", Map.of()), "1.0", 0);
    return new OtlpSink(settings, metrics, Collector.at(settings));
  }

  private static byte[] partial(long rejected, String message) {
    return ExportMetricsServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportMetricsPartialSuccess.newBuilder()
                .setRejectedDataPoints(rejected)
                .setErrorMessage(message))
        .build()
        .toByteArray();
  }

  @Test
  void aSnapshotIsConfirmedWhenTheCollectorHasTakenIt() throws Exception {
    assertThat(sink.deliver(Snapshots.small(7))).isEqualTo(2);

    var got = collector.requests.remove();
    assertThat(got.path()).isEqualTo("/v1/metrics");
    assertThat(got.headers().getFirst("X-Tenant")).isEqualTo("edge");
    assertThat(got.headers().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
    assertThat(got.headers().getFirst("Content-Encoding")).isEqualTo("gzip");
    assertThat(got.message().getResourceMetrics(0).getScopeMetrics(0).getMetricsList())
        .extracting(metric -> metric.getName())
        .containsExactlyInAnyOrder("haproxy.sessions.total", "haproxy.sessions.count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | it has too much to do",
        "429 | it has too much to do",
        "400 | look at its log for what it does not like",
        "500 | look at its log for what it does not like",
        "401 | check header.* and tls-certificate in [otlp]",
        "404 | check endpoint and protocol in [otlp]",
        "302 | check endpoint and protocol in [otlp]",
        "413 | let it take requests of 4 MB",
      })
  void whatIsNotTakenIsSentAgainAndTheMessageSaysWhatToDo(int status, String advice)
      throws Exception {
    collector.answersOnce(
        status, Map.of("Content-Type", "text/plain"), "so\nit is\n".getBytes(UTF_8));

    assertThatThrownBy(() -> sink.deliver(Snapshots.small(7)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "the collector at %s/v1/metrics: it answers %d (so it is); "
                .formatted(collector.url(), status))
        .hasMessageContaining(advice);
    assertThat(sink.retryDelay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(sink.deliver(Snapshots.small(7))).isEqualTo(2);
    assertThat(collector.requests.remove().message())
        .isEqualTo(collector.requests.remove().message());
  }

  @Test
  void whatACollectorSaysInProtobufIsInTheMessage() {
    // A google.rpc.Status: field 1 is its code, field 2 a text of 14 bytes.
    var status = "\010\003\022\016no such tenant".getBytes(UTF_8);
    collector.answersOnce(400, Map.of("Content-Type", "application/x-protobuf"), status);

    assertThatThrownBy(() -> sink.deliver(Snapshots.small(7)))
        .hasMessageContaining("it answers 400 (no such tenant); ");
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "30, 30", "86400, 300", "soon, 3"})
  void theCollectorIsLeftAloneForAsLongAsItAsks(String retryAfter, int seconds) throws Exception {
    collector.answersOnce(503, Map.of("Retry-After", retryAfter), NOTHING);

    assertThatThrownBy(() -> sink.deliver(Snapshots.small(7))).isInstanceOf(IOException.class);
    assertThat(sink.retryDelay()).isEqualTo(Duration.ofSeconds(seconds));
    sink.deliver(Snapshots.small(7));
    assertThat(sink.retryDelay()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void ofACollectorThatRefusesEverythingOneSnapshotIsBlamedAndTheOthersWait() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertRefused(7, IOException.class); // Nothing was ever accepted.
    }
    sink.deliver(Snapshots.small(7));

    assertRefused(8, IOException.class);
    assertRefused(8, IllegalStateException.class);
    assertRefused(8, IllegalStateException.class);
    for (int i = 0; i < 5; i++) {
      assertRefused(9, IOException.class);
    }
    sink.deliver(Snapshots.small(9));

    assertRefused(10, IOException.class);
    assertRefused(10, IllegalStateException.class);
  }

  private void assertRefused(long seconds, Class<? extends Exception> as) {
    collector.answersOnce(400, Map.of(), NOTHING);
    assertThatThrownBy(() -> sink.deliver(Snapshots.small(seconds)))
        .isInstanceOf(as)
        .hasMessageContaining("it answers 400");
  }

  @Test
  void aPartialSuccessIsConfirmedAndToldOnce() throws Exception {
    var log = new Lines();
    var logger = Logger.getLogger(Collector.class.getName());
    logger.addHandler(log);
    try {
      for (int i = 0; i < 2; i++) {
        collector.answersOnce(200, Map.of(), partial(1, "too many " + collector.url()));
        assertThat(sink.deliver(Snapshots.small(7 + i))).isEqualTo(1);
      }
      assertThat(log.warnings)
          .filteredOn(line -> line.contains(collector.url()))
          .singleElement()
          .asString()
          .startsWith(
              "the collector at %1$s/v1/metrics has taken a request, but not 1 of its 2 values (too many %1$s); they are lost"
                  .formatted(collector.url()));
    } finally {
      logger.removeHandler(log);
    }
  }

  @Test
  void aSuccessWhoseBodyIsNoProtobufIsASuccess() throws Exception {
    collector.answersOnce(200, Map.of(), "<html>".getBytes(UTF_8));

    assertThat(sink.deliver(Snapshots.small(7))).isEqualTo(2);
  }

  @Test
  void aSnapshotThatIsRefusedWhileOthersAreTakenIsItsOwnFault() throws Exception {
    for (int i = 0; i < 2; i++) {
      collector.answersOnce(400, Map.of(), NOTHING);
      assertThatThrownBy(() -> sink.deliver(Snapshots.small(1))).isInstanceOf(IOException.class);
    }
    sink.deliver(Snapshots.small(2));

    collector.answersOnce(400, Map.of(), NOTHING);
    assertThatThrownBy(() -> sink.deliver(Snapshots.small(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it answers 400");
  }

  @Test
  void aCollectorThatIsBusyWithSomeSnapshotIsNeverTheSnapshotsFault() throws Exception {
    collector.answersOnce(503, Map.of(), NOTHING);
    assertThatThrownBy(() -> sink.deliver(Snapshots.small(1))).isInstanceOf(IOException.class);
    sink.deliver(Snapshots.small(2));

    collector.answersOnce(503, Map.of(), NOTHING);
    assertThatThrownBy(() -> sink.deliver(Snapshots.small(1))).isInstanceOf(IOException.class);
  }

  @Test
  void aCollectorThatDoesNotAnswerIsGivenUpAfterTheTimeout() throws Exception {
    collector.fallsSilent();
    try (var impatient = sink(collector.url(), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> impatient.deliver(Snapshots.small(7)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer in time; ", "raise timeout in [otlp]");
    }
  }

  @Test
  void aCollectorThatIsAwayIsNamedWithItsOption() {
    collector.close();

    assertThatThrownBy(() -> sink.deliver(Snapshots.small(7)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no connection")
        .hasMessageContaining("check whether it runs, and endpoint in [otlp]");
  }

  @Test
  void anInterruptEndsADeliveryThatWaitsForItsAnswer() throws Exception {
    collector.fallsSilent();
    var outcome = new AtomicReference<Throwable>();
    var delivery =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    sink.deliver(Snapshots.small(7));
                  } catch (IOException | InterruptedException e) {
                    outcome.set(e);
                  }
                });
    await().until(() -> !collector.requests.isEmpty());
    delivery.interrupt();
    delivery.join();

    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
  }

  private static final class Lines extends Handler {
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().equals(Level.WARNING)) {
        warnings.add(entry.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
