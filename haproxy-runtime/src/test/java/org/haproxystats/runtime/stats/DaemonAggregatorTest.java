package org.haproxystats.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DaemonAggregatorTest {
  private final DaemonAggregator aggregator =
      new DaemonAggregator(
          List.of(
              planned("Used", Aggregation.Plain.SUM),
              planned("Limit", Aggregation.Plain.SUM),
              planned("Idle", Aggregation.Plain.MEAN)),
          List.of(),
          new DaemonAggregator.Complement("Busy", "Idle"),
          List.of(new DaemonAggregator.Percentage("UsedPct", "Used", "Limit")));

  @Test
  void valuesAreAddedAndTheSpreadOfTheUsageIsTold() {
    var table =
        aggregator.aggregate(
            List.of(
                process("Used", "10", "Limit", "100", "Idle", "90"),
                process("Used", "20", "Limit", "100", "Idle", "80"),
                process("Used", "5", "Limit", "100", "Idle", "85"),
                process("Used", "1", "Limit", "100", "Idle", "99")),
            List.of(),
            DaemonAggregator.Earlier.NONE);

    // The usages are 1, 10, 15, 20: a quarter of the way is 0.75, half 1.5, 95 % 2.85.
    assertThat(row(table, 0))
        .containsEntry("Used", 36.0)
        .containsEntry("Limit", 400.0)
        .containsEntry("Idle", 88.5)
        .containsEntry("25PercentileBusy", 10.0)
        .containsEntry("50PercentileBusy", 15.0)
        .containsEntry("75PercentileBusy", 15.0)
        .containsEntry("95PercentileBusy", 20.0)
        .containsEntry("99PercentileBusy", 20.0)
        .containsEntry("UsedPct", 9.0)
        .doesNotContainKey("Busy");
    assertThat(row(table, 0).get("StdBusy")).isCloseTo(8.103497, within(1e-6));
  }

  @Test
  void halfwayBetweenTwoTheValueWithTheEvenIndexIsTaken() {
    var table =
        aggregator.aggregate(
            List.of(process("Idle", "91"), process("Idle", "90")),
            List.of(),
            DaemonAggregator.Earlier.NONE);

    assertThat(row(table, 0)).containsEntry("50PercentileBusy", 9.0);
    assertThat(row(table, 0).get("StdBusy")).isCloseTo(0.7071067811865476, within(1e-15));
  }

  @Test
  void oneProcessHasNoSpread() {
    var table =
        aggregator.aggregate(
            List.of(process("Used", "1", "Limit", "0", "Idle", "90")),
            List.of(),
            DaemonAggregator.Earlier.NONE);

    assertThat(row(table, 0)).containsOnlyKeys("Used", "Limit", "Idle", "UsedPct");
    assertThat(row(table, 0)).containsEntry("UsedPct", 0.0);
  }

  @Test
  void aKeyThatOneProcessLacksCostsNoMoreThanItself() {
    var table =
        aggregator.aggregate(
            List.of(process("Used", "3", "Idle", "90"), process("Used", "4", "Limit", "70")),
            List.of(),
            DaemonAggregator.Earlier.NONE);

    assertThat(row(table, 0))
        .containsOnly(
            Map.entry("Used", 7.0),
            Map.entry("Limit", 70.0),
            Map.entry("Idle", 90.0),
            Map.entry("UsedPct", 10.0));
  }

  @Test
  void eachProcessHasItsOwnValues() {
    var table =
        aggregator.perProcess(
            List.of(
                process("Used", "30", "Limit", "100", "Idle", "91"),
                process("Used", "4", "Idle", "80")),
            List.of("1", "2"),
            DaemonAggregator.Earlier.NONE);

    assertThat(table.objects()).extracting(StatObject::name).containsExactly("1", "2");
    assertThat(row(table, 0))
        .containsOnly(
            Map.entry("Used", 30.0),
            Map.entry("Limit", 100.0),
            Map.entry("Idle", 91.0),
            Map.entry("Busy", 9.0),
            Map.entry("UsedPct", 30.0));
    assertThat(row(table, 1))
        .containsEntry("Used", 4.0)
        .containsEntry("Limit", Double.NaN)
        .containsEntry("Busy", 20.0)
        .containsEntry("UsedPct", Double.NaN);
  }

  @Test
  void whatFinishedProcessesCountedStaysInTheCountersAndInNothingElse() {
    var counting =
        new DaemonAggregator(
            List.of(
                new PlannedMetric(new Metric("Total", "", true), "Total", Aggregation.Plain.SUM),
                planned("Used", Aggregation.Plain.SUM)),
            List.of(),
            new DaemonAggregator.Complement("Busy", "Idle"),
            List.of());

    var table =
        counting.aggregate(
            List.of(process("Total", "5", "Used", "2")),
            List.of(process("Total", "100", "Used", "40")),
            DaemonAggregator.Earlier.NONE);

    assertThat(row(table, 0)).containsOnly(Map.entry("Total", 105.0), Map.entry("Used", 2.0));
  }

  @Test
  void aCounterGrowsByAsMuchASecondAsAllProcessesHaveCountedTogether() {
    assertThat(rate(List.of("100", "7"), List.of("120", "12"))).isEqualTo(2.5);
    assertThat(rate(List.of("100", "7"), List.of("100", "7"))).isZero();
  }

  @Test
  void aCounterThatFellHasNoRateUnlessItsThirtyTwoBitsWereUsedUp() {
    assertThat(rate(List.of("100", "7"), List.of("120", "6"))).isNaN();
    assertThat(rate(List.of("4294967290", "7"), List.of("4", "7"))).isEqualTo(1.0);
    assertThat(rate(List.of("5000000000", "7"), List.of("4", "7"))).isNaN();
  }

  private static double rate(List<String> before, List<String> after) {
    var total = new Metric("Total", "", true);
    var counting =
        new DaemonAggregator(
            List.of(new PlannedMetric(total, "Total", Aggregation.Plain.SUM).perSecond()),
            List.of(),
            new DaemonAggregator.Complement("Busy", "Idle"),
            List.of());
    var earlier = before.stream().map(value -> process("Total", value)).toList();
    var now = after.stream().map(value -> process("Total", value)).toList();
    var table = counting.aggregate(now, List.of(), new DaemonAggregator.Earlier(earlier, 10));
    return row(table, 0).getOrDefault("Total_per_second", -1.0);
  }

  private static Map<String, Double> row(MetricTable table, int row) {
    var values = new LinkedHashMap<String, Double>();
    table.columns().forEach(column -> values.put(column.metric().name(), column.doubleValue(row)));
    return values;
  }

  private static PlannedMetric planned(String name, Aggregation rule) {
    return new PlannedMetric(new Metric(name, "", false), name, rule);
  }

  private static ProcessInfo process(String... keysAndValues) {
    var values = new LinkedHashMap<String, String>();
    var words = new ArrayList<>(List.of(keysAndValues));
    while (!words.isEmpty()) {
      values.put(words.removeFirst(), words.removeFirst());
    }
    return new ProcessInfo(values);
  }
}
