package org.haproxystats.admin.top;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Results;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.Comparison;
import org.haproxystats.runtime.stats.DaemonAggregator;
import org.haproxystats.runtime.stats.Exclusions;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.StatAggregator;

/**
 * Makes samples of what the processes say in one pass after the other: it adds them up, and
 * compares each with the one before. For one thread.
 *
 * <p>The aggregators are told milliseconds where they speak of seconds, since passes are not whole
 * seconds apart; what they compute for a second is for a millisecond then, see {@link #perSecond}.
 */
final class Sampler {
  private static final int CHECKS_KEPT = 500;

  /**
   * One process from its start to its end, however often the endpoint answers.
   *
   * @param number tells the processes apart that have answered at one endpoint
   */
  private record Life(int number, ProcessInfo info) {
    boolean goesOn(ProcessInfo next) {
      return info.number("Pid").equals(next.number("Pid"))
          && next.number("Uptime_sec").orElse(0) >= info.number("Uptime_sec").orElse(0);
    }
  }

  private final Fields fields = new Fields();
  private final DaemonAggregator daemons = fields.daemonAggregator();
  private final StatAggregator together = fields.statAggregator();
  private final Map<Endpoint, StatAggregator> apart = new HashMap<>();
  private final Map<Endpoint, Life> lives = new HashMap<>();
  private final Map<Optional<Endpoint>, Map<ObjectKind, ObjectTable>> known = new HashMap<>();
  private final List<CheckChange> checks = new ArrayList<>();
  private final List<Float> course = new ArrayList<>();
  private long earlier = MetricColumn.ABSENT;

  /** A rate as an aggregator here has computed it, in a second. */
  static double perSecond(double perMillisecond) {
    return 1000 * perMillisecond;
  }

  /**
   * Takes what came of one pass.
   *
   * @param time by the clock on the wall, to be shown
   * @param millis by a clock that nobody sets, more than the last time
   */
  Sample take(LocalTime time, long millis, Duration took, Results<Reading> results) {
    var comparison = new Comparison(millis, earlier);
    earlier = millis;
    var readings = new LinkedHashMap<Endpoint, Reading>();
    var silent = new LinkedHashMap<Endpoint, String>();
    for (var outcome : results.outcomes()) {
      switch (outcome) {
        case Outcome.Done<Reading>(var endpoint, var reading) -> readings.put(endpoint, reading);
        case Outcome.Failed<Reading>(var endpoint, var reason) ->
            silent.put(endpoint, String.valueOf(reason.getMessage()));
      }
    }
    var before = Map.copyOf(lives);
    readings.forEach((endpoint, reading) -> lives.put(endpoint, life(endpoint, reading)));

    boolean single = results.outcomes().size() == 1;
    var all = figures(Optional.empty(), together, readings, before, comparison);
    var each = new ArrayList<Figures>();
    readings.forEach(
        (endpoint, reading) -> {
          var process = Optional.of(endpoint);
          each.add(
              single
                  ? new Figures(process, all.info(), all.objects())
                  : figures(
                      process,
                      apart.computeIfAbsent(endpoint, _ -> fields.statAggregator()),
                      Map.of(endpoint, reading),
                      before,
                      comparison));
        });
    for (var process : each) {
      noteChecks(time, process);
      known.put(process.process(), process.objects());
    }
    known.put(Optional.empty(), all.objects());
    keep(course, (float) all.rate("CumReq"), ObjectTable.COURSE_KEPT);
    return new Sample(time, took, all, each, silent, course, checks);
  }

  private Life life(Endpoint endpoint, Reading reading) {
    var before = lives.get(endpoint);
    if (before == null) {
      return new Life(1, reading.info());
    }
    int number = before.goesOn(reading.info()) ? before.number() : before.number() + 1;
    return new Life(number, reading.info());
  }

  private Figures figures(
      Optional<Endpoint> process,
      StatAggregator aggregator,
      Map<Endpoint, Reading> readings,
      Map<Endpoint, Life> before,
      Comparison comparison) {
    aggregator.begin(Exclusions.NONE, comparison);
    readings.forEach((endpoint, reading) -> aggregator.add(name(endpoint), reading.table()));
    Map<ObjectKind, ObjectTable> objects = new EnumMap<>(ObjectKind.class);
    for (var table : aggregator.finish()) {
      var earlierObjects = known.getOrDefault(process, Map.of()).get(table.kind());
      objects.put(
          table.kind(),
          earlierObjects == null ? ObjectTable.of(table) : earlierObjects.then(table));
    }
    return new Figures(process, info(readings, before, comparison), objects);
  }

  /** The process's name for an aggregator: what another process has counted is not compared. */
  private String name(Endpoint endpoint) {
    var life = lives.get(endpoint);
    return endpoint + " " + (life == null ? 0 : life.number());
  }

  private MetricTable info(
      Map<Endpoint, Reading> readings, Map<Endpoint, Life> before, Comparison comparison) {
    var now = readings.values().stream().map(Reading::info).toList();
    var earlierInfo = new ArrayList<ProcessInfo>();
    readings.forEach(
        (endpoint, reading) -> {
          var life = before.get(endpoint);
          earlierInfo.add(
              life != null && life.goesOn(reading.info())
                  ? life.info()
                  : new ProcessInfo(Map.of()));
        });
    var compared =
        comparison.hasEarlier()
            ? new DaemonAggregator.Earlier(earlierInfo, comparison.interval())
            : DaemonAggregator.Earlier.NONE;
    return daemons.aggregate(now, List.of(), compared);
  }

  private void noteChecks(LocalTime time, Figures process) {
    var before = known.getOrDefault(process.process(), Map.of()).get(ObjectKind.SERVER);
    if (before == null) {
      return;
    }
    var now = process.of(ObjectKind.SERVER);
    for (int row = 0; row < Math.min(now.size(), before.size()); row++) {
      if (before.object(row) == now.object(row) && hasChanged(before, now, row)) {
        var item = process.item(ObjectKind.SERVER, row);
        keep(
            checks,
            new CheckChange(
                time,
                process.process().orElseThrow(),
                item.proxy(),
                item.name(),
                item.text("status"),
                Checks.result(item),
                Checks.words(item)),
            CHECKS_KEPT);
      }
    }
  }

  private static boolean hasChanged(ObjectTable before, ObjectTable now, int row) {
    return !now.text(row, "status").equals(before.text(row, "status"))
        || !now.text(row, "check_code").equals(before.text(row, "check_code"))
        || !Checks.finished(now.text(row, "check_status"))
            .equals(Checks.finished(before.text(row, "check_status")));
  }

  private static <T> void keep(List<T> list, T latest, int most) {
    list.add(latest);
    if (list.size() > most) {
      list.removeFirst();
    }
  }
}
