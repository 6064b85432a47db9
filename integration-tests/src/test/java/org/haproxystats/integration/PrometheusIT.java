package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.haproxystats.integration.runtime.Certificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page for Prometheus, beside that of HAProxy's own exporter, and read by Prometheus. */
class PrometheusIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Beside the usual site what else the exporter tells of. Checks go to a frontend of their own.
   */
  private static final String MORE =
      """
      frontend exporter
        bind 127.0.0.1:{port}
        http-request use-service prometheus-exporter
      frontend plain
        mode tcp
        option socket-stats
        bind unix@{dir}/plain.sock name first
        bind unix@{dir}/plain2.sock name second
        default_backend plain
      backend plain
        mode tcp
        server one unix@{dir}/app.sock
      backend checked
        description "what is checked"
        default-server inter 500ms rise 1 fall 1
        server good unix@{dir}/probe.sock check maxconn 20 maxqueue 5
        server bad unix@{dir}/nobody.sock check
        server drained unix@{dir}/app.sock weight 0
        server spare unix@{dir}/probe.sock backup check agent-check agent-addr 127.0.0.1 agent-port 9 agent-inter 500ms
        server follower unix@{dir}/app.sock track checked/good
        server off unix@{dir}/app.sock disabled check
      frontend probe
        bind unix@{dir}/probe.sock
        http-request return status 200
      backend nothing
      """;

  /** What only HAProxy's exporter has, for the reasons in docs/sinks.md. */
  private static final Set<String> ONLY_THEIRS =
      Set.of(
          "haproxy_process_relative_process_id",
          "haproxy_process_current_zlib_memory",
          "haproxy_process_max_zlib_memory");

  /**
   * What its exporter calls gauges in one version, and what it calls counters though they are none.
   */
  private static final Set<String> OTHER_TYPES =
      Set.of(
          "haproxy_server_check_failures_total",
          "haproxy_server_check_up_down_total",
          "haproxy_server_downtime_seconds_total",
          "haproxy_frontend_quic_half_open_conn",
          "haproxy_frontend_h1_open_connections",
          "haproxy_frontend_h1_open_streams",
          "haproxy_frontend_h2_open_connections",
          "haproxy_frontend_h2_backend_open_streams",
          "haproxy_backend_h1_open_connections",
          "haproxy_backend_h1_open_streams",
          "haproxy_backend_h2_open_connections",
          "haproxy_backend_h2_backend_open_streams");

  /** What moves up and down because someone scrapes HAProxy, or asks it for its statistics. */
  private static final Set<String> MOVED_BY_THE_SCRAPE =
      Set.of(
          "haproxy_process_current_connections",
          "haproxy_process_current_connection_rate",
          "haproxy_process_current_session_rate",
          "haproxy_process_current_tasks",
          "haproxy_process_current_run_queue",
          "haproxy_process_idle_time_percent",
          "haproxy_process_jobs",
          "haproxy_process_bytes_out_rate",
          "haproxy_process_pool_allocated_bytes",
          "haproxy_process_pool_used_bytes");

  /** What the exporter of 2.2 has in another form: states as numbers, and names of its own. */
  private static final Set<String> OTHER_FORM_IN_2_2 =
      Set.of(
          "haproxy_frontend_status",
          "haproxy_backend_status",
          "haproxy_server_status",
          "haproxy_server_check_status",
          "haproxy_server_server_idle_connections_current",
          "haproxy_server_server_idle_connections_limit");

  private static final String START = "haproxy_process_start_time_seconds";

  /**
   * Where the exporter of 2.2 makes a number up although HAProxy has none; the start is computed
   * here, and may be a second off.
   */
  private static final Set<String> MADE_UP_IN_2_2 =
      Set.of(
          START,
          "haproxy_server_current_throttle",
          "haproxy_server_queue_limit",
          "haproxy_server_limit_sessions",
          "haproxy_server_check_failures_total",
          "haproxy_server_check_up_down_total",
          "haproxy_server_downtime_seconds_total",
          "haproxy_backend_downtime_seconds_total");

  @TempDir private Path directory;

  private Path configuration(String more) throws IOException {
    Files.createDirectories(directory.resolve("incoming"));
    return Files.writeString(
        directory.resolve("haproxystats.conf"),
        """
        [pull]
        socket-dir = %1$s/sockets
        dst-dir = %1$s/incoming
        tmp-dst-dir = %1$s/incoming.tmp
        pull-interval = 1
        pull-timeout = 10
        timeout = 2

        [process]
        src-dir = %1$s/incoming

        [graphite]
        enabled = false

        [prometheus]
        %2$s
        """
            .formatted(directory, more));
  }

  @ParameterizedTest
  @EnumSource(HaproxyLine.class)
  void namesLabelsTypesAndValuesAreThoseOfHaproxysOwnExporter(HaproxyLine line) throws IOException {
    int theirPort = FreePort.next();
    int ourPort = FreePort.next();
    var proxies = Site.PROXIES + MORE.replace("{port}", Integer.toString(theirPort));
    var query = line.compareTo(HaproxyLine.V2_6) <= 0 ? "" : "?extra-counters";
    var otherForm = line == HaproxyLine.V2_2 ? OTHER_FORM_IN_2_2 : Set.<String>of();
    var madeUp = line == HaproxyLine.V2_2 ? MADE_UP_IN_2_2 : Set.<String>of();
    try (var haproxy = RealHaproxy.start(line, directory, 1, proxies);
        var run =
            Program.start(
                directory,
                "haproxystats",
                "run",
                "-f",
                configuration("port = " + ourPort).toString())) {
      Site.visit(haproxy, 21);
      awaitText(run, ourPort, "\nhaproxy_process_");
      await("agreement")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var before = MetricsPage.of(theirPort, query).without(otherForm);
                var ours = nextPage(run, ourPort, query).without(otherForm);
                var after = MetricsPage.of(theirPort, query).without(otherForm);
                assertThat(after.values()).hasSizeGreaterThan(500);
                assertThat(disagreements(before, ours, after, madeUp)).as(run.output()).isEmpty();
              });
    }
  }

  /** A page whose values were taken after this moment. */
  private static MetricsPage nextPage(Program run, int port, String query) throws IOException {
    double now = Math.floor(System.currentTimeMillis() / 1000.0);
    var page = new ArrayList<MetricsPage>();
    run.awaitThat(
        "a new snapshot",
        () -> {
          page.add(MetricsPage.of(port, query));
          return page.getLast()
                  .values()
                  .getOrDefault("haproxystats_snapshot_timestamp_seconds", 0.0)
              > now;
        });
    return page.getLast();
  }

  /**
   * @param madeUp metrics that they may show where HAProxy has no value
   */
  private static Set<String> disagreements(
      MetricsPage before, MetricsPage ours, MetricsPage after, Set<String> madeUp) {
    var found = new TreeSet<String>();
    after
        .types()
        .forEach(
            (metric, type) -> {
              var own = ours.types().get(metric);
              boolean withSeries =
                  after.values().keySet().stream()
                      .anyMatch(series -> MetricsPage.metric(series).equals(metric));
              if (withSeries && own == null && !isOnlyTheirs(metric)) {
                found.add(metric + " is missing");
              } else if (own != null && !own.equals(type) && !OTHER_TYPES.contains(metric)) {
                found.add(metric + " is a " + own + ", not a " + type);
              }
            });
    after
        .values()
        .forEach(
            (series, value) -> {
              var own = ours.values().get(series);
              if (own == null && !isOnlyTheirs(MetricsPage.metric(series))) {
                found.add(series + " is missing");
              } else if (own != null
                  && !isMovedByTheScrape(series)
                  && !(own.isNaN() && madeUp.contains(MetricsPage.metric(series)))
                  && !(own > value && isAverageTime(series))
                  && !(madeUp.contains(START) && series.equals(START) && Math.abs(own - value) <= 1)
                  && !isBetween(own, before.values().getOrDefault(series, Double.NaN), value)) {
                found.add(series + " is " + own + ", not " + value);
              }
            });
    ours.values().keySet().stream()
        .filter(series -> after.types().containsKey(MetricsPage.metric(series)))
        .filter(series -> !after.values().containsKey(series))
        .forEach(series -> found.add(series + " is too much"));
    return found;
  }

  private static boolean isOnlyTheirs(String metric) {
    return ONLY_THEIRS.contains(metric)
        || metric.startsWith("haproxy_resolver_")
        || metric.startsWith("haproxy_sticktable_");
  }

  private static boolean isMovedByTheScrape(String series) {
    return MOVED_BY_THE_SCRAPE.contains(MetricsPage.metric(series))
        || series.contains("proxy==\"exporter\"")
        || series.contains("proxy==\"probe\"");
  }

  /** HAProxy's exporter divides by 512 also where there were fewer requests, as in these tests. */
  private static boolean isAverageTime(String series) {
    return MetricsPage.metric(series).endsWith("_time_average_seconds");
  }

  private static boolean isBetween(double own, double before, double after) {
    return (Double.isNaN(own) && Double.isNaN(after))
        || (own >= Math.min(before, after) - 1e-9 && own <= Math.max(before, after) + 1e-9);
  }

  @Test
  void fourProcessesAreOneOrEachByItself() throws IOException {
    int port = FreePort.next();
    int eachPort = FreePort.next();
    try (var haproxy = RealHaproxy.start(HaproxyLine.V3_0, directory, 4, Site.PROXIES)) {
      Site.visit(haproxy, 10);
      Site.awaitQuiet(haproxy);
      var over = configuration("port = " + port);
      try (var run = Program.start(directory, "haproxystats", "run", "-f", over.toString())) {
        // 10, 11, 12 and 13 requests
        awaitSeries(run, port, "haproxy_frontend_http_requests_total{proxy=\"web.site\"}", 46);
        awaitSeries(
            run, port, "haproxy_server_status{proxy=\"app\",server=\"off\",state=\"MAINT\"}", 1);
        assertThat(run.terminate()).as(run.output()).isZero();
      }
      var each = configuration("port = " + eachPort + "\nper-process = true");
      try (var run = Program.start(directory, "haproxystats", "run", "-f", each.toString())) {
        awaitSeries(
            run,
            eachPort,
            "haproxy_frontend_http_requests_total{process=\"admin3.sock\",proxy=\"web.site\"}",
            12);
        assertThat(MetricsPage.text(eachPort, "?scope=frontend"))
            .doesNotContain("haproxy_frontend_http_requests_total{proxy=");
        assertThat(run.terminate()).as(run.output()).isZero();
      }
    }
  }

  private static void awaitSeries(Program run, int port, String series, int value) {
    awaitText(run, port, "\n" + series + " " + value + "\n");
  }

  private static void awaitText(Program run, int port, String text) {
    run.awaitThat(
        text,
        () -> {
          try {
            return MetricsPage.text(port, "").contains(text);
          } catch (ConnectException e) {
            return false; // It does not listen yet.
          }
        });
  }

  @Test
  void prometheusScrapesThePageWithTlsAndALogin() throws Exception {
    int port = FreePort.next();
    var certificate = Certificates.make(directory.resolve("metrics.pem"), "localhost");
    var password = Files.writeString(directory.resolve("password"), "sesame\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    var configuration =
        configuration(
            """
            port = %d
            tls-certificate = %s
            user = prometheus
            password-file = %s
            """
                .formatted(port, certificate, password));
    var jobs =
        """
          - job_name: haproxy
            scheme: https
            tls_config: {ca_file: %s, server_name: localhost}
            basic_auth: {username: prometheus, password: sesame}
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          - job_name: stranger
            scheme: https
            tls_config: {ca_file: %s, server_name: localhost}
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(certificate, port, certificate, port);
    try (var haproxy = RealHaproxy.start(HaproxyLine.NEWEST, directory, 2, Site.PROXIES);
        var run = Program.start(directory, "haproxystats", "run", "-f", configuration.toString());
        var prometheus = RealPrometheus.start(directory, jobs)) {
      Site.visit(haproxy, 10);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                var why = run.output() + prometheus.output();
                assertThat(prometheus.value("up{job=\"haproxy\"}")).as(why).isEqualTo("1");
                assertThat(prometheus.value("up{job=\"stranger\"}")).as(why).isEqualTo("0");
                assertThat(
                        prometheus.value(
                            "sum(haproxy_frontend_http_requests_total{proxy=\"web.site\"})"))
                    .as(why)
                    .isEqualTo("21");
                assertThat(prometheus.value("haproxy_process_failed_resolutions"))
                    .as(why)
                    .isEqualTo("0");
              });
      // The counter's name in its list of metrics is that of OpenMetrics: it asked for that form.
      assertThat(prometheus.get("/api/v1/targets/metadata?metric=haproxy_process_requests"))
          .contains("\"type\":\"counter\"");
    }
  }

  @Test
  void aClientThatNeverAsksIsLetGo() throws IOException {
    int port = FreePort.next();
    var configuration = configuration("port = " + port);
    Files.createDirectory(directory.resolve("sockets"));
    try (var run =
        Program.start(
            directory,
            Map.of("HAPROXYSTATS_JAVA_OPTS", "-Dsun.net.httpserver.maxReqTime=1"),
            Repository.DISTRIBUTION.resolve("bin/haproxystats"),
            "run",
            "-f",
            configuration.toString())) {
      awaitText(run, port, "haproxystats_build_info");
      try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.setSoTimeout((int) PATIENCE.toMillis());
        client.getOutputStream().write("GET /metr".getBytes(UTF_8));
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void theAlertsFireWhenTheyShould() {
    var tests = Repository.ROOT.resolve("contrib/prometheus/haproxystats.tests.yml");
    try (var promtool = RealPrometheus.promtool(directory, "test", "rules", tests.toString())) {
      assertThat(promtool.awaitExit()).as(promtool.output()).isZero();
    }
  }

  @Test
  void promtoolFindsNothingWrongWithThePage() throws IOException {
    int port = FreePort.next();
    var configuration = configuration("port = " + port + "\nquirks = false");
    try (var haproxy = RealHaproxy.start(HaproxyLine.NEWEST, directory, 2, Site.PROXIES);
        var run = Program.start(directory, "haproxystats", "run", "-f", configuration.toString())) {
      Site.visit(haproxy, 10);
      awaitText(run, port, "\nhaproxy_server_");
      var page = Files.writeString(directory.resolve("page"), MetricsPage.text(port, ""));
      try (var promtool = RealPrometheus.checkMetrics(directory, page)) {
        int exitCode = promtool.awaitExit();
        assertThat(promtool.output()).isEmpty();
        assertThat(exitCode).isZero();
      }
    }
  }
}
