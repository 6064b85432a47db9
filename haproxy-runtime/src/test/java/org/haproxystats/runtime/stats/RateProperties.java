package org.haproxystats.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rates of servers that several processes count for, read in any order. */
class RateProperties {
  private static final int SNAPSHOTS = 12;
  private static final int PROCESSES = 3;
  private static final int SERVERS = 4;

  /** What each process has counted for each server, and whether that fell since the one before. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Moment(long seconds, long[][] counted, boolean[] fell) {
    long sum(int server) {
      long sum = 0;
      for (var process : counted) {
        sum += process[server];
      }
      return sum;
    }
  }

  private static List<Moment> moments(Random random) {
    var moments = new ArrayList<Moment>();
    long seconds = 1000;
    var counted = new long[PROCESSES][SERVERS];
    for (int i = 0; i < SNAPSHOTS; i++) {
      seconds += 1 + random.nextInt(20);
      var now = new long[PROCESSES][SERVERS];
      var fell = new boolean[SERVERS];
      for (int p = 0; p < PROCESSES; p++) {
        for (int s = 0; s < SERVERS; s++) {
          boolean cleared = random.nextInt(8) == 0;
          now[p][s] = cleared ? random.nextInt(50) : counted[p][s] + random.nextInt(1000);
          fell[s] |= now[p][s] < counted[p][s];
        }
      }
      moments.add(new Moment(seconds, now, fell));
      counted = now;
    }
    return moments;
  }

  private static StatTable table(long[] counted, int shift) {
    var rows = new StringBuilder("# pxname,svname,type,stot,\n");
    for (int i = 0; i < SERVERS; i++) {
      int server = (i + shift) % SERVERS; // The order may change, as when a server is added.
      rows.append("b,s%d,2,%d,%n".formatted(server, counted[server]));
    }
    return Recorded.table(rows.toString(), List.of("stot"));
  }

  private static Map<String, Double> rates(
      StatAggregator aggregator, Moment moment, Comparison comparison, int shift) {
    aggregator.begin(Exclusions.NONE, comparison);
    for (int p = 0; p < PROCESSES; p++) {
      aggregator.add("p" + p, table(moment.counted()[p], shift));
    }
    var rates = new HashMap<String, Double>();
    for (var table : aggregator.finish()) {
      for (var column : table.columns()) {
        for (int row = 0; column.metric().isPerSecond() && row < table.rows(); row++) {
          rates.put(table.objects().get(row).name(), column.doubleValue(row));
        }
      }
    }
    return rates;
  }

  /** The newest first and the others after it, or in the order of time. */
  @Property(tries = 200)
  void ratesAreNeverNegativeAndMakeUpTheGrowthWhateverIsReadInBetween(
      @ForAll Random random, @ForAll @IntRange(min = 0, max = 3) int shift) {
    var stot = new PlannedMetric(new Metric("stot", "", true), "stot", Aggregation.Plain.SUM);
    var aggregator = new StatAggregator(Map.of(ObjectKind.SERVER, List.of(stot, stot.perSecond())));
    var moments = moments(random);
    int half = SNAPSHOTS / 2;
    rates(
        aggregator,
        moments.get(half),
        new Comparison(moments.get(half).seconds(), MetricColumn.ABSENT),
        0);
    rates(
        aggregator,
        moments.get(0),
        new Comparison(moments.get(0).seconds(), MetricColumn.ABSENT),
        0);
    for (int i = 1; i < half; i++) {
      // One that has waited, and one that has just come.
      for (int at : new int[] {i, half + i}) {
        var before = moments.get(at - 1);
        var now = moments.get(at);
        var comparison = new Comparison(now.seconds(), before.seconds());
        var rates = rates(aggregator, now, comparison, i % 2 == 0 ? shift : 0);
        for (int s = 0; s < SERVERS; s++) {
          double rate = rates.getOrDefault("s" + s, -1.0);
          if (now.fell()[s]) {
            assertThat(rate).isNaN();
          } else {
            assertThat(rate).isNotNegative();
            assertThat(rate * (now.seconds() - before.seconds()))
                .isCloseTo((double) now.sum(s) - before.sum(s), within(1e-6));
          }
        }
      }
    }
  }
}
