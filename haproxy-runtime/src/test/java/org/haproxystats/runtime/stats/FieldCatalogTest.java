package org.haproxystats.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCatalogTest {
  private static final List<String> COMMON =
      words(
          "bin bout dresp hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other rate rate_max scur"
              + " slim smax stot");

  private final FieldCatalog catalog = FieldCatalog.load();

  @Test
  void theOriginalSums37FieldsOfAProcessAndAveragesTwo() {
    assertThat(names(ObjectKind.DAEMON, Aggregation.Plain.SUM))
        .containsExactlyInAnyOrderElementsOf(
            words(
                "CompressBpsIn CompressBpsOut CompressBpsRateLim ConnRate ConnRateLimit CumConns"
                    + " CumReq CumSslConns CurrConns CurrSslConns Hard_maxconn MaxConnRate"
                    + " MaxSessRate MaxSslConns MaxSslRate MaxZlibMemUsage Maxconn Maxpipes Maxsock"
                    + " Memmax_MB PipesFree PipesUsed Run_queue SessRate SessRateLimit"
                    + " SslBackendKeyRate SslBackendMaxKeyRate SslCacheLookups SslCacheMisses"
                    + " SslFrontendKeyRate SslFrontendMaxKeyRate SslFrontendSessionReuse_pct SslRate"
                    + " SslRateLimit Tasks Ulimit-n ZlibMemUsage"));
    assertThat(names(ObjectKind.DAEMON, Aggregation.Plain.MEAN))
        .containsExactlyInAnyOrder("Idle_pct", "Uptime_sec");
  }

  @Test
  void theOriginalSums31FieldsOfAFrontend() {
    assertThat(catalog.plan(RuleSet.COMPATIBLE, ObjectKind.FRONTEND))
        .allMatch(metric -> metric.rule() == Aggregation.Plain.SUM)
        .extracting(PlannedMetric::field)
        .containsExactlyInAnyOrderElementsOf(
            commonAnd(
                "comp_byp comp_in comp_out comp_rsp conn_rate conn_rate_max conn_tot dcon dses dreq"
                    + " ereq intercepted rate_lim req_rate req_rate_max req_tot"));
  }

  @Test
  void theOriginalHas40MetricsOfABackend() {
    assertThat(names(ObjectKind.BACKEND, Aggregation.Plain.SUM))
        .containsExactlyInAnyOrderElementsOf(
            commonAnd(
                "chkdown cli_abrt comp_byp comp_in comp_out comp_rsp downtime dreq econ eresp"
                    + " intercepted lbtot qcur qmax req_tot srv_abrt wredis wretr"));
    assertThat(names(ObjectKind.BACKEND, Aggregation.Plain.MEAN))
        .containsExactlyInAnyOrder("act", "bck", "weight");
    assertThat(names(ObjectKind.BACKEND, new Aggregation.MeanWhere("lbtot")))
        .containsExactlyInAnyOrder("rtime", "ctime", "qtime", "ttime");
  }

  @Test
  void theOriginalHas32MetricsOfAServer() {
    assertThat(names(ObjectKind.SERVER, Aggregation.Plain.SUM))
        .containsExactlyInAnyOrderElementsOf(
            commonAnd("chkfail chkdown cli_abrt econ eresp lbtot qcur qmax srv_abrt wredis wretr"));
    assertThat(names(ObjectKind.SERVER, Aggregation.Plain.MEAN))
        .containsExactlyInAnyOrder("throttle", "weight");
    assertThat(names(ObjectKind.SERVER, new Aggregation.MeanWhere("lbtot")))
        .containsExactlyInAnyOrder("ctime", "qtime", "rtime", "ttime");
  }

  @Test
  void chosenMetricsReplaceTheSumsAndLeaveTheMeans() {
    assertThat(
            catalog.plan(
                RuleSet.COMPATIBLE, ObjectKind.SERVER, List.of("stot", "weight", "qtime_max")))
        .extracting(PlannedMetric::field, PlannedMetric::rule)
        .containsExactlyInAnyOrder(
            tuple("throttle", Aggregation.Plain.MEAN),
            tuple("weight", Aggregation.Plain.MEAN),
            tuple("qtime", new Aggregation.MeanWhere("lbtot")),
            tuple("ctime", new Aggregation.MeanWhere("lbtot")),
            tuple("rtime", new Aggregation.MeanWhere("lbtot")),
            tuple("ttime", new Aggregation.MeanWhere("lbtot")),
            tuple("stot", Aggregation.Plain.SUM),
            tuple("qtime_max", Aggregation.Plain.MAX));
  }

  @Test
  void aMetricThatIsNowhereOrIsNoNumberIsRefused() {
    for (var name : List.of("stott", "check_status", "req_rate", "sid")) {
      assertThatThrownBy(() -> catalog.plan(RuleSet.COMPATIBLE, ObjectKind.SERVER, List.of(name)))
          .hasMessage("no metric '" + name + "'");
    }
  }

  @Test
  void everyFieldStandsOnceForEachCommand() {
    var seen = new HashSet<String>();
    assertThat(catalog.fields()).allMatch(field -> seen.add(field.source() + " " + field.name()));
    assertThat(catalog.fields()).hasSizeGreaterThan(280);
  }

  @Test
  void everyFieldThatAnotherFieldsRuleNamesExists() {
    assertThat(catalog.fields())
        .allSatisfy(
            field -> {
              var rules =
                  Stream.concat(Stream.of(field.exact()), field.compatible().values().stream());
              rules
                  .map(Accumulator::otherField)
                  .filter(name -> name != null)
                  .forEach(
                      name ->
                          assertThat(field.on())
                              .allSatisfy(
                                  kind -> assertThat(catalog.field(kind, name)).isPresent()));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.2", "2.6", "3.0", "3.2"})
  void everyColumnAndKeyOfARealHaproxyIsKnown(String version) throws Exception {
    var header =
        new String(Recorded.answer(version + "_stat"), StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .orElseThrow()
            .substring(2);
    assertThat(known(Field.Source.STAT))
        .containsAll(words(header.replace(",-,", ",").replace(',', ' ').strip()));
    assertThat(known(Field.Source.INFO))
        .containsAll(InfoReader.read(Recorded.answer(version + "_info")).values().keySet());
  }

  private List<String> known(Field.Source source) {
    return catalog.fields().stream()
        .filter(field -> field.source() == source)
        .map(Field::name)
        .toList();
  }

  private List<String> names(ObjectKind kind, Aggregation rule) {
    return catalog.plan(RuleSet.COMPATIBLE, kind).stream()
        .filter(metric -> metric.rule().equals(rule))
        .map(PlannedMetric::field)
        .toList();
  }

  private static List<String> commonAnd(String more) {
    return Stream.concat(COMMON.stream(), words(more).stream()).toList();
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }
}
