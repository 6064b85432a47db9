package org.haproxystats.sink.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusSinkTest {
  private static final long TAKEN = 1_795_245_147;

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private long now = TAKEN + 1;
  private Optional<PrometheusSettings.Login> login = Optional.empty();
  private Optional<PrometheusSink> opened = Optional.empty();

  @AfterEach
  void close() {
    opened.ifPresent(PrometheusSink::close);
    client.close();
  }

  private PrometheusSink open(int port) throws IOException {
    var settings =
        new PrometheusSettings(
            "127.0.0.1",
            port,
            NameStyle.HAPROXY,
            true,
            false,
            false,
            Duration.ofMinutes(5),
            Optional.empty(),
            login);
    var sink = PrometheusSink.open(settings, "1.2.3", () -> Instant.ofEpochSecond(now));
    opened = Optional.of(sink);
    return sink;
  }

  private PrometheusSink open() throws IOException {
    return open(0);
  }

  private static AggregatedSnapshot snapshot(long seconds, long requests) {
    return Tables.snapshot(seconds, Tables.daemon().longs("CumReq", requests));
  }

  private HttpRequest.Builder request(PrometheusSink sink, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + path));
  }

  private HttpResponse<String> get(PrometheusSink sink, String path, String... headers)
      throws Exception {
    var request = request(sink, path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void aScrapeGetsTheLastSnapshot() throws Exception {
    var sink = open();
    assertThat(sink.deliver(snapshot(TAKEN - 10, 4))).isEqualTo(1);
    assertThat(sink.deliver(snapshot(TAKEN, 5))).isEqualTo(1);

    var response = get(sink, "/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains("\nhaproxy_process_requests_total 5\n")
        .doesNotContain("# EOF");
  }

  @Test
  void whatComesIsShownAlsoAfterTheClockWasSetBack() throws Exception {
    var sink = open();
    sink.deliver(snapshot(TAKEN + 3600, 4));
    assertThat(sink.deliver(snapshot(TAKEN, 5))).isEqualTo(1);

    assertThat(get(sink, "/metrics").body())
        .contains("\nhaproxy_process_requests_total 5\n")
        .contains("\nhaproxystats_snapshot_age_seconds 1\n");
  }

  @Test
  void ofABacklogItTakesOnlyTheNewest() throws Exception {
    assertThat(open().takesOnlyTheNewest()).isTrue();
  }

  @Test
  void whoAcceptsOpenMetricsGetsIt() throws Exception {
    var sink = open();
    sink.deliver(snapshot(TAKEN, 5));

    var response = get(sink, "/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(response.body())
        .contains("# TYPE haproxy_process_requests counter\n")
        .endsWith("# EOF\n");
  }

  @Test
  void thePageIsCompressedForWhoAcceptsThat() throws Exception {
    var sink = open();
    sink.deliver(snapshot(TAKEN, 5));
    var plain = get(sink, "/metrics").body();

    var request =
        request(sink, "/metrics").header("Accept-Encoding", "deflate, gzip;q=0.5").build();
    var response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(unzipped.readAllBytes(), UTF_8)).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "gzip; q=0.0", "x-gzip"})
  void whoDoesNotAcceptGzipGetsNone(String encodings) throws Exception {
    var sink = open();
    var response = get(sink, "/metrics", "Accept-Encoding", encodings);
    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(response.body()).contains("haproxystats_build_info");
  }

  @Test
  void theParametersOfHaproxysExporterAreUnderstood() throws Exception {
    var sink = open();
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1", "app/s2")
            .longs("scur", 1, 2)
            .texts("status", "MAINT", "UP");
    sink.deliver(Tables.snapshot(TAKEN, Tables.daemon().longs("CumReq", 5), servers));

    assertThat(
            get(sink, "/metrics?no-maint&scope=server&metrics=haproxy_server_current_sessions")
                .body())
        .isEqualTo(
            """
            # HELP haproxy_server_current_sessions Number of current sessions on the frontend, backend or server
            # TYPE haproxy_server_current_sessions gauge
            haproxy_server_current_sessions{proxy="app",server="s2"} 2
            """);
    var refused = get(sink, "/metrics?scope=servers");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .isEqualTo(
            "scope is none of global, frontend, listener, backend, server, collector and *\n");
  }

  @Test
  void itIsReadyWhileTheSnapshotIsFresh() throws Exception {
    var sink = open();
    assertThat(get(sink, "/healthz").statusCode()).isEqualTo(200);
    var early = get(sink, "/readyz");
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.body()).isEqualTo("there was no snapshot yet\n");

    sink.deliver(snapshot(TAKEN, 5));
    assertThat(get(sink, "/readyz").statusCode()).isEqualTo(200);

    now = TAKEN + 301;
    var late = get(sink, "/readyz");
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.body()).isEqualTo("the last snapshot is 301 s old, more than max-age allows\n");
    assertThat(get(sink, "/healthz").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/, 404", "/metrics/, 404", "/metricsx, 404", "/healthz/a, 404"})
  void thereIsNothingElse(String path, int status) throws Exception {
    assertThat(get(open(), path).statusCode()).isEqualTo(status);
  }

  @Test
  void onlyGetAndHeadAreAnswered() throws Exception {
    var sink = open();
    var head = client.send(request(sink, "/metrics").HEAD().build(), BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();

    var post = request(sink, "/metrics").POST(HttpRequest.BodyPublishers.ofString("x")).build();
    var response = client.send(post, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void withALoginThePageIsForOneUserAndTheHealthForAll() throws Exception {
    var password = Files.writeString(folder.resolve("password"), "sesamé\nnot this\n");
    login = Optional.of(new PrometheusSettings.Login("prom", password));
    var sink = open();

    var refused = get(sink, "/metrics");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Basic realm=\"haproxystats\"");
    assertThat(get(sink, "/metrics", "Authorization", basic("prom:sesame")).statusCode())
        .isEqualTo(401);
    assertThat(get(sink, "/metrics", "Authorization", basic("prom:sesamé")).statusCode())
        .isEqualTo(200);
    assertThat(get(sink, "/healthz").statusCode()).isEqualTo(200);
  }

  private static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  @Test
  void aPasswordFileThatCannotBeUsedIsNamed() throws Exception {
    var empty = Files.createFile(folder.resolve("empty"));
    login = Optional.of(new PrometheusSettings.Login("prom", empty));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "password-file %s: the first line is empty; it must be the password".formatted(empty));

    var missing = folder.resolve("missing");
    login = Optional.of(new PrometheusSettings.Login("prom", missing));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("password-file " + missing + ": ");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> open(port))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + port + ": ")
          .hasMessageEndingWith("; set address and port to what is free on this machine");
    }
  }
}
