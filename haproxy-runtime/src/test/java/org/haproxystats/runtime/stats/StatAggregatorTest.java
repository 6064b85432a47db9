package org.haproxystats.runtime.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StatAggregatorTest {
  private static final String HEADER = "# pxname,svname,type,apples,pears,\n";

  @Test
  void rowsOfOneNameBecomeOneObjectByEachMetricsOwnRule() {
    var aggregator =
        aggregator(
            true,
            Aggregation.Plain.SUM,
            Aggregation.Plain.MEAN,
            Aggregation.Plain.MAX,
            new Aggregation.MeanWhere("pears"),
            new Aggregation.MeanBy("pears"));
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b,BACKEND,1,10,0,\n"));
    aggregator.add("p", table("b,BACKEND,1,20,1,\n"));
    aggregator.add("p", table("b,BACKEND,1,60,3,\n"));

    assertThat(values(aggregator, "BACKEND b")).containsExactly(90.0, 30.0, 60.0, 40.0, 50.0);
  }

  @Test
  void anEmptyCellIsZeroToTheCompatibleRulesAndNothingToTheExactOnes() {
    var rules =
        new Aggregation[] {
          Aggregation.Plain.SUM, Aggregation.Plain.MEAN, Aggregation.Plain.MIN,
        };
    for (boolean absentIsZero : new boolean[] {true, false}) {
      var aggregator = aggregator(absentIsZero, rules);
      aggregator.begin(Exclusions.NONE);
      aggregator.add("p", table("b,BACKEND,1,,,\n"));
      aggregator.add("p", table("b,BACKEND,1,8,,\nempty,BACKEND,1,,,\n"));
      var rows = values(aggregator);
      assertThat(rows.get("BACKEND b")).containsExactly(8.0, absentIsZero ? 4.0 : 8.0, 8.0);
      assertThat(rows.get("BACKEND empty")).containsOnly(absentIsZero ? 0.0 : Double.NaN);
    }
  }

  @Test
  void textsOfSeveralProcessesAreCounted() throws Exception {
    var aggregator =
        new StatAggregator(
            Map.of(ObjectKind.SERVER, List.of()),
            Map.of(
                ObjectKind.SERVER,
                List.of(new PlannedText("state", false), new PlannedText("place", true))),
            false);
    aggregator.begin(Exclusions.NONE);
    for (var rows :
        List.of("b,s,2,UP,here,\n", "b,s,2,\"a, \"\"b\"\"\",,\nb,t,2,,,\n", "b,s,2,UP,there,\n")) {
      var reader = new StatCsvReader(aggregator.fields(), aggregator.textFields());
      var csv = "# pxname,svname,type,state,place,\n" + rows;
      aggregator.add("p", reader.read(new ByteArrayInputStream(csv.getBytes(UTF_8))));
    }

    var states = aggregator.finish().getFirst().texts().get(0).values();
    var places = aggregator.finish().getFirst().texts().get(1).values();
    assertThat(states).hasSize(2);
    var state = Objects.requireNonNull(states[0]);
    assertThat(state.text()).isEqualTo("UP");
    assertThat(state.counts()).containsExactly(Map.entry("UP", 2), Map.entry("a, \"b\"", 1));
    assertThat(states[1]).isNull();
    assertThat(places[0]).hasToString("{here=1}");
  }

  @Test
  void listenersOfOneNameAreApartInTwoFrontends() {
    var aggregator =
        new StatAggregator(
            Map.of(
                ObjectKind.LISTENER,
                List.of(
                    new PlannedMetric(
                        new Metric("apples", "", true), "apples", Aggregation.Plain.SUM))));
    aggregator.begin(new Exclusions(Set.of("out"), Set.of()));
    aggregator.add("p", table("a,sock-1,3,1,,\nb,sock-1,3,2,,\nout,sock-1,3,9,,\n"));
    aggregator.add("q", table("a,sock-1,3,4,,\n"));

    assertThat(rows(aggregator.finish(), "apples"))
        .containsOnly(Map.entry("LISTENER a/sock-1", 5.0), Map.entry("LISTENER b/sock-1", 2.0));
  }

  @Test
  void aMeanOfNothingIsAbsent() {
    var aggregator = aggregator(true, new Aggregation.MeanWhere("pears"));
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b,BACKEND,1,7,0,\n"));

    assertThat(values(aggregator, "BACKEND b")).containsExactly(Double.NaN);
  }

  @Test
  void aLimitIsASumUnlessOneOfThemIsUnlimited() {
    var aggregator = aggregator(false, Aggregation.Plain.LIMIT);
    aggregator.begin(Exclusions.NONE);
    var first = "both,BACKEND,1,10,,\nzero,BACKEND,1,10,,\nempty,BACKEND,1,10,,\n";
    aggregator.add("p", table(first));
    aggregator.add("p", table("both,BACKEND,1,5,,\nzero,BACKEND,1,0,,\nempty,BACKEND,1,,,\n"));
    aggregator.add("p", table(first));
    var rows = values(aggregator);

    assertThat(rows.get("BACKEND both")).containsExactly(25.0);
    assertThat(rows.get("BACKEND zero")).containsExactly(0.0);
    assertThat(rows.get("BACKEND empty")).containsExactly(Double.NaN);
  }

  @Test
  void aNegativeAgeMeansNeverAndDoesNotCount() {
    var aggregator = aggregator(false, Aggregation.Plain.MIN_UNLESS_NEGATIVE);
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b,BACKEND,1,-1,,\nnever,BACKEND,1,-1,,\n"));
    aggregator.add("p", table("b,BACKEND,1,9,,\nnever,BACKEND,1,-1,,\n"));
    aggregator.add("p", table("b,BACKEND,1,4,,\n"));

    assertThat(values(aggregator).get("BACKEND b")).containsExactly(4.0);
  }

  @Test
  void aMeanIsWeightedWithWhatEachProcessHasDoneSinceTheSnapshotBefore() {
    var aggregator = aggregator(false, new Aggregation.MeanByGrowth("pears"));
    // apples are the mean times, pears the counted requests of each process
    assertThat(twoProcesses(aggregator, "b,BACKEND,1,10,100,\n", "b,BACKEND,1,40,200,\n"))
        .as("first snapshot: all that was ever counted")
        .containsExactly(30.0);
    assertThat(twoProcesses(aggregator, "b,BACKEND,1,10,130,\n", "b,BACKEND,1,40,210,\n"))
        .as("30 and 10 more")
        .containsExactly(17.5);
    assertThat(twoProcesses(aggregator, "b,BACKEND,1,10,130,\n", "b,BACKEND,1,40,210,\n"))
        .as("nothing more: the plain mean")
        .containsExactly(25.0);
    assertThat(twoProcesses(aggregator, "b,BACKEND,1,10,30,\n", "b,BACKEND,1,40,220,\n"))
        .as("one began anew: 30 and 10")
        .containsExactly(17.5);
    assertThat(
            twoProcesses(
                aggregator,
                "new,BACKEND,1,1,1,\nb,BACKEND,1,10,60,\n",
                "new,BACKEND,1,3,0,\nb,BACKEND,1,40,230,\n"))
        .as("rows have moved: 30 and 10 still")
        .containsExactly(17.5);
    assertThat(twoProcesses(aggregator, "b,BACKEND,1,10,0,\n", "b,BACKEND,1,40,0,\n"))
        .as("no traffic at all")
        .containsExactly(Double.NaN);
  }

  private static List<Double> twoProcesses(StatAggregator aggregator, String one, String two) {
    aggregator.begin(Exclusions.NONE);
    aggregator.add("one", table(one));
    aggregator.add("two", table(two));
    return values(aggregator, "BACKEND b");
  }

  @Test
  void aFieldThatOnlySomeProcessesHaveCountsWhereItIs() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM, Aggregation.Plain.MEAN);
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b,BACKEND,1,6,0,\n"));
    aggregator.add(
        "p",
        Recorded.table(
            "# pxname,svname,type,pears,\nb,BACKEND,1,0,\n", List.of("apples", "pears")));

    assertThat(values(aggregator, "BACKEND b")).containsExactly(6.0, 3.0);
  }

  @Test
  void aFieldThatNoProcessHasGivesNoMetric() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    aggregator.begin(Exclusions.NONE);
    aggregator.add(
        "p",
        Recorded.table(
            "# pxname,svname,type,pears,\nb,BACKEND,1,0,\n", List.of("apples", "pears")));

    assertThat(values(aggregator, "BACKEND b")).isEmpty();
  }

  @Test
  void bigCountersAreAddedExactly() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b,BACKEND,1,9007199254740993,,\n"));
    aggregator.add("p", table("b,BACKEND,1,2,,\n"));

    var column = (MetricColumn.Longs) aggregator.finish().get(1).columns().getFirst();
    assertThat(column.values()).containsExactly(9007199254740995L);
  }

  @Test
  void serversAreCountedAndSummedOverAllBackends() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    aggregator.begin(Exclusions.NONE);
    for (int process = 0; process < 2; process++) {
      aggregator.add(
          "p",
          table(
              "a,s1,2,1,,\na,s2,2,2,,\na,BACKEND,1,3,,\nb,s1,2,4,,\nb,BACKEND,1,5,,\nc,BACKEND,1,0,,\n"));
    }
    var tables = aggregator.finish();

    assertThat(rows(tables, "apples"))
        .containsEntry("SERVER a/s1", 2.0)
        .containsEntry("SERVER b/s1", 8.0)
        .containsEntry("SERVER_IN_ALL_BACKENDS s1", 10.0)
        .containsEntry("SERVER_IN_ALL_BACKENDS s2", 4.0);
    assertThat(rows(tables, "TotalServers"))
        .containsEntry("BACKEND a", 2.0)
        .containsEntry("BACKEND b", 1.0)
        .containsEntry("BACKEND c", Double.NaN);
  }

  @Test
  void whatFinishedProcessesCountedStaysInTheSumsOfWhatStillExists() {
    var counter =
        new PlannedMetric(new Metric("total", "", true, true), "apples", Aggregation.Plain.SUM);
    var gauge =
        new PlannedMetric(new Metric("now", "", false, true), "pears", Aggregation.Plain.SUM);
    var mean =
        new PlannedMetric(new Metric("mean", "", false, true), "pears", Aggregation.Plain.MEAN);
    var metrics = List.of(counter, gauge, mean);
    var aggregator =
        new StatAggregator(Map.of(ObjectKind.BACKEND, metrics, ObjectKind.SERVER, metrics));
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b,s,2,5,7,\nb,BACKEND,1,5,7,\n"));
    aggregator.addFinished(table("b,s,2,100,9,\nb,BACKEND,1,100,9,\ngone,BACKEND,1,100,9,\n"));

    assertThat(values(aggregator))
        .containsOnly(
            Map.entry("BACKEND b", List.of(105.0, 16.0, 7.0)),
            Map.entry("SERVER b/s", List.of(105.0, 16.0, 7.0)));
  }

  @Test
  void listenersAreLeftOut() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("f,FRONTEND,0,1,,\nf,sock-1,3,1,,\n"));

    assertThat(rows(aggregator.finish(), "apples")).containsOnlyKeys("FRONTEND f");
  }

  @Test
  void namesThatDifferByADotForAnUnderscoreAreOne() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("a.b,FRONTEND,0,1,,\na_b,FRONTEND,0,2,,\n"));

    assertThat(rows(aggregator.finish(), "apples")).containsExactly(Map.entry("FRONTEND a.b", 3.0));
  }

  @Test
  void excludedBackendsTakeTheirServersWithThemButNotTheSumsOverAllBackends() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    aggregator.begin(new Exclusions(Set.of("b"), Set.of("a.x")));
    aggregator.add(
        "p",
        table(
            """
            a_x,FRONTEND,0,1,,
            a_x,s,2,1,,
            a_x,BACKEND,1,1,,
            b,FRONTEND,0,1,,
            b,s,2,1,,
            b,BACKEND,1,1,,
            """));

    assertThat(rows(aggregator.finish(), "apples"))
        .containsOnly(
            Map.entry("FRONTEND a_x", 1.0),
            Map.entry("SERVER b/s", 1.0),
            Map.entry("BACKEND b", 1.0),
            Map.entry("SERVER_IN_ALL_BACKENDS s", 2.0));
  }

  @Test
  void anObjectKeepsItsIdentityFromSnapshotToSnapshot() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("a,s,2,1,,\nb,BACKEND,1,1,,\n"));
    var before = aggregator.finish();
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b,BACKEND,1,1,,\nnew,BACKEND,1,1,,\n"));
    var after = aggregator.finish();

    assertThat(after.get(1).objects().getFirst()).isSameAs(before.get(1).objects().getFirst());
    assertThat(rows(after, "apples")).containsOnlyKeys("BACKEND b", "BACKEND new");
  }

  @Test
  void objectsThatComeAndGoAreCountedRightAndForgotten() {
    var aggregator = aggregator(true, Aggregation.Plain.SUM);
    for (int round = 0; round < 300; round++) {
      aggregator.begin(Exclusions.NONE);
      var px = "px" + round % 150;
      aggregator.add(
          "p", table(px + ",s" + round + ",2,1,,\n" + px + ",s,2,1,,\n" + px + ",BACKEND,1,1,,\n"));
      var tables = aggregator.finish();
      assertThat(rows(tables, "TotalServers")).containsExactly(Map.entry("BACKEND " + px, 2.0));
      assertThat(rows(tables, "apples")).containsEntry("SERVER_IN_ALL_BACKENDS s", 1.0).hasSize(5);
    }
  }

  @Property
  void theOrderOfProcessesDoesNotMatter(@ForAll("processes") List<String> processes) {
    var aggregator =
        aggregator(true, Aggregation.Plain.SUM, Aggregation.Plain.MAX, Aggregation.Plain.MEAN);
    aggregator.begin(Exclusions.NONE);
    processes.forEach(rows -> aggregator.add("p", table(rows)));
    var forwards = values(aggregator);
    aggregator.begin(Exclusions.NONE);
    processes.reversed().forEach(rows -> aggregator.add("p", table(rows)));

    assertThat(values(aggregator)).isEqualTo(forwards);
  }

  @Test
  void oneProcessIsTheIdentity() {
    var aggregator =
        aggregator(true, Aggregation.Plain.SUM, Aggregation.Plain.MAX, Aggregation.Plain.MEAN);
    aggregator.begin(Exclusions.NONE);
    aggregator.add("p", table("b0,BACKEND,1,5,,\nb1,BACKEND,1,7,,\n"));

    assertThat(values(aggregator))
        .containsEntry("BACKEND b0", List.of(5.0, 5.0, 5.0))
        .containsEntry("BACKEND b1", List.of(7.0, 7.0, 7.0));
  }

  @Provide
  Arbitrary<List<String>> processes() {
    var row =
        Combinators.combine(
                Arbitraries.integers().between(0, 5), Arbitraries.integers().between(0, 1000))
            .as((name, value) -> "b" + name + ",BACKEND,1," + value + ",,\n");
    return row.list().ofMaxSize(6).map(rows -> String.join("", rows)).list().ofSize(3);
  }

  private static StatTable table(String rows) {
    return Recorded.table(HEADER + rows, List.of("apples", "pears"));
  }

  /** An aggregator of the field 'apples' by several rules, for all kinds of object. */
  private static StatAggregator aggregator(boolean absentIsZero, Aggregation... rules) {
    var metrics = new ArrayList<PlannedMetric>();
    for (var rule : rules) {
      metrics.add(new PlannedMetric(new Metric("apples", "", false, absentIsZero), "apples", rule));
    }
    return new StatAggregator(
        Map.of(
            ObjectKind.FRONTEND, metrics,
            ObjectKind.BACKEND, metrics,
            ObjectKind.SERVER, metrics,
            ObjectKind.SERVER_IN_ALL_BACKENDS, metrics));
  }

  private static List<Double> values(StatAggregator aggregator, String object) {
    return Objects.requireNonNull(values(aggregator).get(object));
  }

  /** Every value of every object, but for the number of servers. */
  private static Map<String, List<Double>> values(StatAggregator aggregator) {
    var values = new TreeMap<String, List<Double>>();
    for (var table : aggregator.finish()) {
      for (int row = 0; row < table.rows(); row++) {
        var ofRow = new ArrayList<Double>();
        for (var column : table.columns()) {
          if (!column.metric().equals(StatAggregator.TOTAL_SERVERS)) {
            ofRow.add(column.doubleValue(row));
          }
        }
        values.put(table.objects().get(row).toString(), ofRow);
      }
    }
    return values;
  }

  private static Map<String, Double> rows(List<MetricTable> tables, String metric) {
    var values = new TreeMap<String, Double>();
    for (var table : tables) {
      for (var column : table.columns()) {
        for (int row = 0; column.metric().name().equals(metric) && row < table.rows(); row++) {
          values.put(table.objects().get(row).toString(), column.doubleValue(row));
        }
      }
    }
    return values;
  }
}
