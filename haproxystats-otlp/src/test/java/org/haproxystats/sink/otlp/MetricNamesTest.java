package org.haproxystats.sink.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNamesTest {
  private static final FieldCatalog CATALOG = FieldCatalog.load();

  private final MetricNames names = MetricNames.load(CATALOG);

  private MetricNames.Name name(ObjectKind kind, String field) {
    return names.of(kind, new Metric(field, "", false));
  }

  /** As documentation.md of the receiver lists them, but for the units, see the manual. */
  @ParameterizedTest
  @CsvSource({
    "FRONTEND, bin, haproxy.bytes.input, By",
    "FRONTEND, bout, haproxy.bytes.output, By",
    "BACKEND, econ, haproxy.connections.errors, {errors}",
    "FRONTEND, conn_rate, haproxy.connections.rate, {connections}/s",
    "SERVER, wretr, haproxy.connections.retries, {retries}",
    "FRONTEND, dreq, haproxy.requests.denied, {requests}",
    "FRONTEND, ereq, haproxy.requests.errors, {errors}",
    "BACKEND, qcur, haproxy.requests.queued, {requests}",
    "FRONTEND, req_rate, haproxy.requests.rate, {requests}/s",
    "SERVER, wredis, haproxy.requests.redispatched, {requests}",
    "BACKEND, hrsp_5xx, haproxy.requests.total, {requests}",
    "SERVER, dresp, haproxy.responses.denied, {responses}",
    "SERVER, eresp, haproxy.responses.errors, {errors}",
    "SERVER, lbtot, haproxy.server_selected.total, {selections}",
    "SERVER, ttime, haproxy.sessions.average, ms",
    "LISTENER, scur, haproxy.sessions.count, {sessions}",
    "BACKEND, rate, haproxy.sessions.rate, {sessions}/s",
    "BACKEND, act, haproxy.active, {servers}",
    "BACKEND, bck, haproxy.backup, {servers}",
    "SERVER, cli_abrt, haproxy.clients.canceled, {cancellations}",
    "FRONTEND, comp_byp, haproxy.compression.bypass, By",
    "FRONTEND, comp_rsp, haproxy.compression.count, {responses}",
    "FRONTEND, comp_in, haproxy.compression.input, By",
    "FRONTEND, comp_out, haproxy.compression.output, By",
    "SERVER, ctime, haproxy.connections.average_time, ms",
    "FRONTEND, conn_tot, haproxy.connections.total, {connections}",
    "SERVER, downtime, haproxy.downtime, s",
    "SERVER, chkfail, haproxy.failed_checks, {checks}",
    "SERVER, qtime, haproxy.requests.average_time, ms",
    "SERVER, rtime, haproxy.responses.average_time, ms",
    "FRONTEND, slim, haproxy.sessions.limit, {sessions}",
    "SERVER_IN_ALL_BACKENDS, stot, haproxy.sessions.total, {sessions}",
    "SERVER, weight, haproxy.weight, 1",
  })
  void whatTheReceiverHasIsCalledAsThere(ObjectKind kind, String field, String name, String unit) {
    assertThat(name(kind, field).name()).isEqualTo(name);
    assertThat(name(kind, field).unit()).isEqualTo(unit);
  }

  @Test
  void responsesOfEachKindAreOneMetricWithTheAttributeOfTheReceiver() {
    assertThat(name(ObjectKind.FRONTEND, "hrsp_4xx").attributes())
        .isEqualTo(Attributes.of(AttributeKey.stringKey("status_code"), "4xx"));
    assertThat(name(ObjectKind.FRONTEND, "hrsp_other").attributes())
        .isEqualTo(Attributes.of(AttributeKey.stringKey("status_code"), "other"));
  }

  @Test
  void aRateIsCalledAfterItsCounterWithItsUnitPerSecondAndItsAttribute() {
    var sessions = new Metric("stot", "", true).perSecond();
    assertThat(names.of(ObjectKind.FRONTEND, sessions).name())
        .isEqualTo("haproxy.sessions.total_per_second");
    assertThat(names.of(ObjectKind.FRONTEND, sessions).unit()).isEqualTo("{sessions}/s");
    var errors = new Metric("hrsp_5xx", "", true).perSecond();
    assertThat(names.of(ObjectKind.BACKEND, errors).name())
        .isEqualTo("haproxy.requests.total_per_second");
    assertThat(names.of(ObjectKind.BACKEND, errors).attributes())
        .isEqualTo(Attributes.of(AttributeKey.stringKey("status_code"), "5xx"));
    var frames = new Metric("h2_headers_rcvd", "", true).perSecond();
    assertThat(names.of(ObjectKind.FRONTEND, frames).name())
        .isEqualTo("haproxy.h2.headers_rcvd_per_second");
  }

  @Test
  void everyNumberOfTheCatalogueHasAPlainNameOfItsOwn() {
    for (var kind :
        List.of(
            ObjectKind.DAEMON,
            ObjectKind.FRONTEND,
            ObjectKind.BACKEND,
            ObjectKind.SERVER,
            ObjectKind.LISTENER)) {
      var taken = new HashSet<List<Object>>();
      for (var planned : CATALOG.numbers(RuleSet.EXACT, kind, List.of(FieldCatalog.ALL))) {
        var field = planned.field();
        var name = names.of(kind, planned.metric());
        assertThat(name.name()).matches("haproxy(\\.[a-z][a-z0-9_]*)+");
        assertThat(name.name().startsWith("haproxy.process."))
            .as(name.name())
            .isEqualTo(kind == ObjectKind.DAEMON);
        assertThat(name.unit()).as(field).matches("(1|%|s|ms|By|MiBy|\\{[a-z0-9]+})(/s)?");
        // No version has both of these.
        if (!field.equals("TotalSplicdedBytesOut")) {
          assertThat(taken.add(List.of(name.name(), name.attributes()))).as(field).isTrue();
        }
      }
    }
  }

  @Test
  void aNameMeansTheSameUnitAndTypeWhereverItIs() {
    var units = new HashMap<String, String>();
    var counters = new HashMap<String, Boolean>();
    for (var kind : ObjectKind.values()) {
      for (var planned : CATALOG.numbers(RuleSet.EXACT, kind, List.of(FieldCatalog.ALL))) {
        var name = names.of(kind, planned.metric());
        assertThat(units.putIfAbsent(name.name(), name.unit())).isIn(null, name.unit());
        boolean counter = planned.metric().counter();
        assertThat(counters.putIfAbsent(name.name(), counter)).as(name.name()).isIn(null, counter);
      }
    }
    assertThat(units).hasSizeGreaterThan(200);
  }

  @Test
  void whatIsNotListedIsCalledAfterItsField() {
    assertThat(name(ObjectKind.FRONTEND, "h2_headers_rcvd"))
        .isEqualTo(
            new MetricNames.Name(
                "haproxy.h2.headers_rcvd", "1", "H2: headers rcvd", Attributes.empty()));
    assertThat(names.of(ObjectKind.DAEMON, new Metric("New-Thing 2", "bytes", true)))
        .isEqualTo(
            new MetricNames.Name("haproxy.process.new_thing_2", "By", "", Attributes.empty()));
    assertThat(names.of(ObjectKind.SERVER, new Metric("fresh", "apples", true)).unit())
        .isEqualTo("{apples}");
  }

  @Test
  void whatIsDerivedAndWhatTheCollectorTellsOfItselfHaveNamesToo() {
    assertThat(name(ObjectKind.BACKEND, "TotalServers").name()).isEqualTo("haproxy.servers.count");
    assertThat(name(ObjectKind.PROCESS, "CpuUsagePct").name())
        .isEqualTo("haproxy.process.cpu.usage");
    assertThat(name(ObjectKind.COLLECTOR, "SnapshotsWaiting").name())
        .isEqualTo("haproxystats.snapshots.waiting");
  }
}
