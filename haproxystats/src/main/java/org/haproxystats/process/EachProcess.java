package org.haproxystats.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.haproxystats.process.RecentSnapshots.Recent;
import org.haproxystats.runtime.stats.Comparison;
import org.haproxystats.runtime.stats.DaemonAggregator;
import org.haproxystats.runtime.stats.DaemonAggregator.Earlier;
import org.haproxystats.runtime.stats.Exclusions;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ProcessTables;
import org.haproxystats.runtime.stats.StatAggregator;
import org.haproxystats.runtime.stats.StatTable;

/**
 * The values of each process by itself: an aggregation over one process only, with an aggregator
 * that stays with the process from snapshot to snapshot. For one thread at a time.
 */
final class EachProcess {
  private final SnapshotPlan plan;
  private final DaemonAggregator daemonAggregator;
  private final Map<String, StatAggregator> aggregators = new TreeMap<>();
  private final Map<String, List<MetricTable>> tables = new TreeMap<>();
  private final Map<String, Comparison> comparisons = new HashMap<>();

  /**
   * @param daemonAggregator makes the table of what a process says of itself
   */
  EachProcess(SnapshotPlan plan, DaemonAggregator daemonAggregator) {
    this.plan = plan;
    this.daemonAggregator = daemonAggregator;
  }

  /**
   * Begins a snapshot with what the processes say of themselves.
   *
   * @param earlier the snapshot before; empty if it is not known
   */
  void begin(Recent snapshot, Optional<Recent> earlier) {
    tables.clear();
    comparisons.clear();
    if (plan.wantsEachProcess()) {
      for (var process : snapshot.processes().entrySet()) {
        var name = process.getKey();
        var comparison = comparison(snapshot, earlier, name);
        comparisons.put(name, comparison);
        tablesOf(name)
            .add(
                daemonAggregator.aggregate(
                    List.of(process.getValue()),
                    List.of(),
                    new Earlier(
                        comparison.hasEarlier()
                            ? earlier.stream().map(e -> e.processes().get(name)).toList()
                            : List.of(),
                        comparison.interval())));
      }
    }
  }

  private Comparison comparison(Recent snapshot, Optional<Recent> earlier, String name) {
    if (!plan.compares()) {
      return Comparison.NONE;
    }
    return earlier
        .map(recent -> recent.with(snapshot, name))
        .orElse(new Comparison(snapshot.seconds(), MetricColumn.ABSENT));
  }

  void add(String name, StatTable table, Exclusions exclusions) {
    if (plan.wantsEachProcess()) {
      var aggregator =
          aggregators.computeIfAbsent(
              name,
              _ -> new StatAggregator(plan.ofEachProcess(), plan.texts(), plan.wantsStarts()));
      aggregator.begin(exclusions, comparisons.getOrDefault(name, Comparison.NONE));
      aggregator.add(name, table);
      tablesOf(name).addAll(aggregator.finish());
    }
  }

  /** Takes back tables that nobody reads any more. */
  void reuse(List<ProcessTables> processes) {
    for (var process : processes) {
      var aggregator = aggregators.get(process.name());
      if (aggregator != null) {
        aggregator.reuse(process.tables());
      }
    }
  }

  private List<MetricTable> tablesOf(String name) {
    return tables.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  /** Ends the snapshot. What belongs to processes that are gone is forgotten. */
  List<ProcessTables> finish() {
    aggregators.keySet().retainAll(tables.keySet());
    var processes = new ArrayList<ProcessTables>();
    tables.forEach((name, ofProcess) -> processes.add(new ProcessTables(name, ofProcess)));
    tables.clear();
    return processes;
  }
}
