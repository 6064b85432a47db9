package org.haproxystats.sink.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final long TAKEN = 1_795_245_147;

  private NameStyle names = NameStyle.HAPROXY;
  private boolean quirks = true;
  private boolean eachProcess;
  private boolean rates;
  private long now = TAKEN + 7;

  private String page(String query, AggregatedSnapshot... snapshots) throws IOException {
    return page(query, Format.TEXT, snapshots);
  }

  private String page(String query, Format format, AggregatedSnapshot... snapshots)
      throws IOException {
    var settings =
        new PrometheusSettings(
            "127.0.0.1",
            0,
            names,
            quirks,
            eachProcess,
            rates,
            Duration.ofMinutes(5),
            Optional.empty(),
            Optional.empty());
    var page =
        new MetricsPage(settings, Families.of(settings), "1.2.3", () -> Instant.ofEpochSecond(now));
    var keeper = new SnapshotKeeper(new Labels(names), eachProcess);
    for (var snapshot : snapshots) {
      page.show(keeper.keep(snapshot));
    }
    var out = new ByteArrayOutputStream();
    page.write(ScrapeRequest.parse(query), format, out);
    return out.toString(UTF_8);
  }

  @Test
  void aMetricHasItsHelpItsTypeAndALineForEachObject() throws IOException {
    var frontends =
        Tables.of(ObjectKind.FRONTEND, "web", "api").longs("bin", 10, 9_007_199_254_740_993L);

    assertThat(page("scope=frontend", Tables.snapshot(TAKEN, frontends)))
        .isEqualTo(
            """
            # HELP haproxy_frontend_bytes_in_total Total number of request bytes since process started
            # TYPE haproxy_frontend_bytes_in_total counter
            haproxy_frontend_bytes_in_total{proxy="web"} 10
            haproxy_frontend_bytes_in_total{proxy="api"} 9007199254740993
            """);
  }

  @Test
  void inOpenMetricsAFamilyOfCountersHasTheNameWithoutTotalAndThePageAnEnd() throws IOException {
    var daemon = Tables.daemon().longs("CumReq", 5).longs("FailedResolutions", 2).longs("Jobs", 1);

    assertThat(page("scope=global", Format.OPENMETRICS, Tables.snapshot(TAKEN, daemon)))
        .isEqualTo(
            """
            # HELP haproxy_process_requests Total number of requests on this worker process since started
            # TYPE haproxy_process_requests counter
            haproxy_process_requests_total 5
            # HELP haproxy_process_jobs Current number of active jobs on the current worker process (frontend connections, master connections, listeners)
            # TYPE haproxy_process_jobs gauge
            haproxy_process_jobs 1
            # HELP haproxy_process_failed_resolutions Total number of failed DNS resolutions in current worker process since started
            # TYPE haproxy_process_failed_resolutions unknown
            haproxy_process_failed_resolutions 2
            # HELP haproxy_process_resolutions_failed Total number of failed DNS resolutions in current worker process since started
            # TYPE haproxy_process_resolutions_failed counter
            haproxy_process_resolutions_failed_total 2
            # EOF
            """);
  }

  @Test
  void aCounterHasItsGrowthPerSecondBesideItWhereThatIsKnown() throws IOException {
    rates = true;
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1", "app/s2")
            .longs("stot", 70, 9)
            .doubles("stot_per_second", 2.5, Double.NaN)
            .longs("scur", 3, 0);

    assertThat(page("scope=server", Tables.snapshot(TAKEN, servers)))
        .isEqualTo(
            """
            # HELP haproxy_server_current_sessions Number of current sessions on the frontend, backend or server
            # TYPE haproxy_server_current_sessions gauge
            haproxy_server_current_sessions{proxy="app",server="s1"} 3
            haproxy_server_current_sessions{proxy="app",server="s2"} 0
            # HELP haproxy_server_sessions_total Total number of sessions since process started
            # TYPE haproxy_server_sessions_total counter
            haproxy_server_sessions_total{proxy="app",server="s1"} 70
            haproxy_server_sessions_total{proxy="app",server="s2"} 9
            # HELP haproxy_server_sessions_per_second Total number of sessions since process started: growth per second
            # TYPE haproxy_server_sessions_per_second gauge
            haproxy_server_sessions_per_second{proxy="app",server="s1"} 2.5
            """);
  }

  @Test
  void aMetricThatHaproxyHasWrongCanBeLeftOut() throws IOException {
    quirks = false;
    var daemon = Tables.daemon().longs("FailedResolutions", 2).longs("PipesUsed", 3);
    var servers = Tables.of(ObjectKind.SERVER, "app/s1", "app/s2").longs("slim", ABSENT, 100);

    assertThat(lines(page("", Tables.snapshot(TAKEN, daemon, servers)), "haproxy_"))
        .containsExactly(
            "haproxy_process_current_pipes_used 3",
            "haproxy_process_resolutions_failed_total 2",
            "haproxy_server_limit_sessions{proxy=\"app\",server=\"s2\"} 100");
  }

  private static final long ABSENT = Tables.ABSENT;

  @Test
  void whatHaproxyDoesNotGiveIsNotANumberAndNoCounterInOpenMetrics() throws IOException {
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1")
            .longs("slim", ABSENT)
            .longs("chkfail", ABSENT)
            .longs("check_duration", ABSENT)
            .doubles("qtime", Double.NaN);
    var snapshot = Tables.snapshot(TAKEN, servers);

    assertThat(lines(page("scope=server", snapshot), "haproxy_"))
        .containsExactly(
            "haproxy_server_limit_sessions{proxy=\"app\",server=\"s1\"} NaN",
            "haproxy_server_check_failures_total{proxy=\"app\",server=\"s1\"} NaN",
            "haproxy_server_queue_time_average_seconds{proxy=\"app\",server=\"s1\"} 0");
    assertThat(lines(page("scope=server", Format.OPENMETRICS, snapshot), "haproxy_"))
        .containsExactly(
            "haproxy_server_limit_sessions{proxy=\"app\",server=\"s1\"} NaN",
            "haproxy_server_queue_time_average_seconds{proxy=\"app\",server=\"s1\"} 0");
  }

  @Test
  void timesAreInSeconds() throws IOException {
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1").doubles("rtime", 12.5).longs("ttime_max", 1234);

    assertThat(lines(page("scope=server", Tables.snapshot(TAKEN, servers)), "haproxy_"))
        .containsExactly(
            "haproxy_server_response_time_average_seconds{proxy=\"app\",server=\"s1\"} 0.0125",
            "haproxy_server_max_total_time_seconds{proxy=\"app\",server=\"s1\"} 1.234");
  }

  @Test
  void proxiesThatAreNotInHttpModeHaveNoMetricsOfHttp() throws IOException {
    var told =
        Tables.of(ObjectKind.BACKEND, "app", "db")
            .longs("req_tot", 4, 0)
            .texts("mode", "http", "tcp");
    var notTold =
        Tables.of(ObjectKind.BACKEND, "app", "db")
            .longs("req_tot", 4, 0)
            .longs("hrsp_2xx", 3, ABSENT);

    for (var backends : List.of(told, notTold)) {
      assertThat(lines(page("", Tables.snapshot(TAKEN, backends)), "haproxy_backend_http_req"))
          .containsExactly("haproxy_backend_http_requests_total{proxy=\"app\"} 4");
    }
  }

  @Test
  void responsesAreOneMetricWithTheCodeAsALabel() throws IOException {
    var frontends =
        Tables.of(ObjectKind.FRONTEND, "web")
            .longs("hrsp_1xx", 1)
            .longs("hrsp_2xx", 2)
            .longs("hrsp_other", 6)
            .texts("mode", "http");

    assertThat(page("scope=frontend", Tables.snapshot(TAKEN, frontends)))
        .isEqualTo(
            """
            # HELP haproxy_frontend_http_responses_total Total number of HTTP responses with status 100-199 returned by this object since the worker process started
            # TYPE haproxy_frontend_http_responses_total counter
            haproxy_frontend_http_responses_total{proxy="web",code="1xx"} 1
            haproxy_frontend_http_responses_total{proxy="web",code="2xx"} 2
            haproxy_frontend_http_responses_total{proxy="web",code="other"} 6
            """);
  }

  @Test
  void aStateIsASeriesForEachStateThatThereCouldBe() throws IOException {
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1", "app/s2")
            .texts("status", "UP 1/3", "MAINT (via other/s2)")
            .texts("check_status", "* L7OK", null)
            .texts("check_code", "200", null);
    var page = page("scope=server", Tables.snapshot(TAKEN, servers));

    assertThat(lines(page, "haproxy_server_status"))
        .containsExactly(
            "haproxy_server_status{proxy=\"app\",server=\"s1\",state=\"DOWN\"} 0",
            "haproxy_server_status{proxy=\"app\",server=\"s1\",state=\"UP\"} 1",
            "haproxy_server_status{proxy=\"app\",server=\"s1\",state=\"MAINT\"} 0",
            "haproxy_server_status{proxy=\"app\",server=\"s1\",state=\"DRAIN\"} 0",
            "haproxy_server_status{proxy=\"app\",server=\"s1\",state=\"NOLB\"} 0",
            "haproxy_server_status{proxy=\"app\",server=\"s2\",state=\"DOWN\"} 0",
            "haproxy_server_status{proxy=\"app\",server=\"s2\",state=\"UP\"} 0",
            "haproxy_server_status{proxy=\"app\",server=\"s2\",state=\"MAINT\"} 1",
            "haproxy_server_status{proxy=\"app\",server=\"s2\",state=\"DRAIN\"} 0",
            "haproxy_server_status{proxy=\"app\",server=\"s2\",state=\"NOLB\"} 0");
    assertThat(lines(page, "haproxy_server_check_status"))
        .hasSize(16)
        .filteredOn(line -> !line.endsWith(" 0"))
        .containsExactly(
            "haproxy_server_check_status{proxy=\"app\",server=\"s1\",state=\"L7OK\"} 1");
    assertThat(lines(page, "haproxy_server_check_code"))
        .containsExactly("haproxy_server_check_code{proxy=\"app\",server=\"s1\"} 200");
  }

  @Test
  void theServersOfABackendAreCountedByState() throws IOException {
    var backends = Tables.of(ObjectKind.BACKEND, "app", "empty").longs("act", 2, 0);
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1", "app/s2", "app/s3")
            .texts("status", "UP", "no check", "DOWN 1/2");

    assertThat(
            lines(
                page("", Tables.snapshot(TAKEN, backends, servers)),
                "haproxy_backend_agg_server_status"))
        .containsExactly(
            "haproxy_backend_agg_server_status{proxy=\"app\",state=\"DOWN\"} 1",
            "haproxy_backend_agg_server_status{proxy=\"app\",state=\"UP\"} 2",
            "haproxy_backend_agg_server_status{proxy=\"app\",state=\"MAINT\"} 0",
            "haproxy_backend_agg_server_status{proxy=\"app\",state=\"DRAIN\"} 0",
            "haproxy_backend_agg_server_status{proxy=\"app\",state=\"NOLB\"} 0");
  }

  @Test
  void textsAreLabelsAndEscaped() throws IOException {
    var daemon =
        Tables.daemon()
            .texts("node", "a\"b\\c\nd")
            .texts("Version", "1.5.19")
            .texts("description", "site");

    assertThat(lines(page("scope=global", Tables.snapshot(TAKEN, daemon)), "haproxy_"))
        .containsExactly(
            "haproxy_process_node{node=\"a\\\"b\\\\c\\nd\"} 1",
            "haproxy_process_description{desc=\"site\"} 1",
            "haproxy_process_build_info{version=\"1.5.19\"} 1");
  }

  @Test
  void theDescriptionIsALabelOfEveryMetricOfTheProcessWhereThatIsAskedFor() throws IOException {
    var daemon = Tables.daemon().longs("Jobs", 3).texts("node", "n1").texts("description", "site");

    assertThat(lines(page("desc-labels", Tables.snapshot(TAKEN, daemon)), "haproxy_"))
        .containsExactly(
            "haproxy_process_node{desc=\"site\",node=\"n1\"} 1",
            "haproxy_process_description{desc=\"site\"} 1",
            "haproxy_process_jobs{desc=\"site\"} 3");
  }

  @Test
  void whatOlderVersionsSayOtherwiseHasTheNamesOfToday() throws IOException {
    var daemon =
        Tables.daemon()
            .longs("PoolAlloc_MB", 2)
            .longs("TotalSplicdedBytesOut", 7)
            .longs("Uptime_sec", 147);

    assertThat(lines(page("scope=global", Tables.snapshot(TAKEN, daemon)), "haproxy_"))
        .containsExactly(
            "haproxy_process_uptime_seconds 147",
            "haproxy_process_spliced_bytes_out_total 7",
            "haproxy_process_pool_allocated_bytes 2097152",
            "haproxy_process_start_time_seconds 1795245000");
  }

  @Test
  void aComputedStartStaysThoughTheSecondsOfTheUptimeAreRounded() throws IOException {
    var page =
        page(
            "metrics=haproxy_process_start_time_seconds",
            Tables.snapshot(TAKEN, Tables.daemon().longs("Uptime_sec", 147)),
            Tables.snapshot(TAKEN + 10, Tables.daemon().longs("Uptime_sec", 156)));
    assertThat(page).endsWith(" 1795245000\n");

    var restarted =
        page(
            "metrics=haproxy_process_start_time_seconds",
            Tables.snapshot(TAKEN, Tables.daemon().longs("Uptime_sec", 147)),
            Tables.snapshot(TAKEN + 10, Tables.daemon().longs("Uptime_sec", 3)));
    assertThat(restarted).endsWith(" 1795245154\n");
  }

  @Test
  void eachProcessCanHaveItsOwnValuesInPlaceOfThoseOverAll() throws IOException {
    eachProcess = true;
    var over = List.of(Tables.daemon().longs("CumReq", 30).table());
    var snapshot =
        new AggregatedSnapshot(
            TAKEN,
            over,
            List.of(
                Tables.process(
                    "p1.sock",
                    Tables.daemon().longs("CumReq", 10),
                    Tables.of(ObjectKind.FRONTEND, "web").longs("bin", 1)),
                Tables.process(
                    "p2.sock",
                    Tables.daemon().longs("CumReq", 20),
                    Tables.of(ObjectKind.FRONTEND, "web").longs("bin", 2))));

    assertThat(lines(page("", snapshot), "haproxy_"))
        .containsExactly(
            "haproxy_process_requests_total{process=\"p1.sock\"} 10",
            "haproxy_process_requests_total{process=\"p2.sock\"} 20",
            "haproxy_frontend_bytes_in_total{process=\"p1.sock\",proxy=\"web\"} 1",
            "haproxy_frontend_bytes_in_total{process=\"p2.sock\",proxy=\"web\"} 2");
  }

  @Test
  void serversInMaintenanceCanBeLeftOut() throws IOException {
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1", "app/s2")
            .longs("scur", 1, 2)
            .texts("status", "MAINT", "UP");

    assertThat(lines(page("no-maint", Tables.snapshot(TAKEN, servers)), "haproxy_server_current"))
        .containsExactly("haproxy_server_current_sessions{proxy=\"app\",server=\"s2\"} 2");
  }

  @Test
  void extraCountersAreShownWhereTheyAreAskedFor() throws IOException {
    var snapshot =
        Tables.snapshot(TAKEN, Tables.of(ObjectKind.LISTENER, "web/l1").longs("ssl_sess", 4));

    assertThat(page("scope=listener", snapshot)).isEmpty();
    assertThat(page("scope=listener&extra-counters", snapshot))
        .endsWith("haproxy_listener_ssl_sess{proxy=\"web\",listener=\"l1\",mod=\"ssl\"} 4\n");
  }

  @Test
  void theCollectorTellsOfItselfAndOfTheAgeOfTheData() throws IOException {
    var collector =
        Tables.of(ObjectKind.COLLECTOR, "", "graphite")
            .longs("MetricsFrontend", 12, ABSENT)
            .longs("SnapshotsWaiting", ABSENT, 3);

    assertThat(lines(page("scope=collector", Tables.snapshot(TAKEN, collector)), ""))
        .containsExactly(
            "haproxystats_snapshot_values{kind=\"frontend\"} 12",
            "haproxystats_snapshots_waiting{sink=\"graphite\"} 3",
            "haproxystats_build_info{version=\"1.2.3\"} 1",
            "haproxystats_snapshot_timestamp_seconds 1795245147",
            "haproxystats_snapshot_age_seconds 7");
  }

  @Test
  void whatIsTooOldIsNotShownButItsAgeIs() throws IOException {
    now = TAKEN + 301;

    assertThat(lines(page("", Tables.snapshot(TAKEN, Tables.daemon().longs("CumReq", 1))), ""))
        .containsExactly(
            "haproxystats_build_info{version=\"1.2.3\"} 1",
            "haproxystats_snapshot_timestamp_seconds 1795245147",
            "haproxystats_snapshot_age_seconds 301");
  }

  @Test
  void olderDashboardsGetTheNamesThatTheyKnow() throws IOException {
    names = NameStyle.HAPROXY_EXPORTER;
    var daemon = Tables.daemon().texts("Version", "2.6.12");
    var frontends = Tables.of(ObjectKind.FRONTEND, "web").longs("hrsp_2xx", 8).longs("comp_in", 9);
    var servers =
        Tables.of(ObjectKind.SERVER, "app/s1", "app/s2")
            .texts("status", "UP", "DOWN")
            .longs("lbtot", 5, 6)
            .longs("check_duration", 2, ABSENT);

    assertThat(lines(page("", Tables.snapshot(TAKEN, daemon, frontends, servers)), "haproxy_"))
        .containsExactly(
            "haproxy_up 1",
            "haproxy_version_info{version=\"2.6.12\"} 1",
            "haproxy_frontend_http_responses_total{frontend=\"web\",code=\"2xx\"} 8",
            "haproxy_frontend_compressor_bytes_in_total{frontend=\"web\"} 9",
            "haproxy_server_up{backend=\"app\",server=\"s1\"} 1",
            "haproxy_server_up{backend=\"app\",server=\"s2\"} 0",
            "haproxy_server_server_selected_total{backend=\"app\",server=\"s1\"} 5",
            "haproxy_server_server_selected_total{backend=\"app\",server=\"s2\"} 6",
            "haproxy_server_check_duration_seconds{backend=\"app\",server=\"s1\"} 0.002");
  }

  @Test
  void whatWasLentMayChangeAfterTheDelivery() throws IOException {
    var values = new long[] {1, 99};
    var snapshot =
        Tables.snapshot(TAKEN, Tables.of(ObjectKind.FRONTEND, "web").longs("bin", values));
    var keeper = new SnapshotKeeper(new Labels(names), false);
    var kept = keeper.keep(snapshot);
    values[0] = 2;

    var table = kept.parts().getFirst().get(ObjectKind.FRONTEND);
    assertThat(requireNonNull(requireNonNull(table).columns().get("bin")).doubleValue(0))
        .isEqualTo(1);
  }

  /** The lines of series whose names begin so. */
  private static List<String> lines(String page, String beginning) {
    return page.lines()
        .filter(line -> !line.startsWith("#") && line.startsWith(beginning))
        .toList();
  }
}
