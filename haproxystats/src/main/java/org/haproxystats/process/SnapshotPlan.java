package org.haproxystats.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.haproxystats.config.ProcessSettings;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.PlannedMetric;
import org.haproxystats.runtime.stats.PlannedText;
import org.haproxystats.runtime.stats.ProcessTables;
import org.haproxystats.sink.SnapshotNeeds;

/**
 * What is computed for all sinks together, and the part of it that each one takes.
 *
 * @param configured the metrics that the configuration chooses, by kind of object; empty if no sink
 *     takes them
 * @param metrics what is computed over all processes: these, and what sinks have named
 * @param texts the texts that sinks have named
 * @param ofEachProcess what is computed of {@code show stat} for each process
 * @param wantsEachProcess whether any sink takes the values of each process
 * @param wantsStarts whether any sink takes since when counters count
 * @param compares whether a snapshot is compared with the one before
 */
record SnapshotPlan(
    Map<ObjectKind, List<PlannedMetric>> configured,
    Map<ObjectKind, List<PlannedMetric>> metrics,
    Map<ObjectKind, List<PlannedText>> texts,
    Map<ObjectKind, List<PlannedMetric>> ofEachProcess,
    boolean wantsEachProcess,
    boolean wantsStarts,
    boolean compares) {

  /**
   * Plans for sinks with these needs.
   *
   * @throws IllegalArgumentException if a metric is configured that no HAProxy has
   */
  static SnapshotPlan of(
      ProcessSettings settings, FieldCatalog catalog, Collection<SnapshotNeeds> needs) {
    var asConfigured = needs.stream().filter(need -> need.fields().isEmpty()).toList();
    var configured =
        asConfigured.isEmpty()
            ? Map.<ObjectKind, List<PlannedMetric>>of()
            : withRates(
                configured(settings, catalog),
                asConfigured.stream().anyMatch(SnapshotNeeds::rates));
    var eachProcess = needs.stream().filter(SnapshotNeeds::eachProcess).toList();
    return new SnapshotPlan(
        configured,
        metrics(settings, catalog, configured, needs),
        texts(catalog, needs),
        withoutDaemon(
            metrics(
                settings,
                catalog,
                eachProcess.stream().anyMatch(need -> need.fields().isEmpty())
                    ? configured
                    : Map.of(),
                eachProcess)),
        !eachProcess.isEmpty(),
        needs.stream().anyMatch(SnapshotNeeds::starts),
        needs.stream().anyMatch(need -> need.starts() || need.rates()));
  }

  private static Map<ObjectKind, List<PlannedMetric>> withRates(
      Map<ObjectKind, List<PlannedMetric>> plan, boolean rates) {
    var all = new EnumMap<ObjectKind, List<PlannedMetric>>(ObjectKind.class);
    plan.forEach((kind, metrics) -> all.put(kind, withRates(metrics, rates)));
    return all;
  }

  private static List<PlannedMetric> withRates(List<PlannedMetric> metrics, boolean rates) {
    var all = new ArrayList<>(metrics);
    metrics.stream()
        .filter(metric -> rates && metric.isSumOfCounters())
        .forEach(metric -> all.add(metric.perSecond()));
    return all;
  }

  private static Map<ObjectKind, List<PlannedMetric>> configured(
      ProcessSettings settings, FieldCatalog catalog) {
    var plan = new EnumMap<ObjectKind, List<PlannedMetric>>(ObjectKind.class);
    for (var kind :
        List.of(ObjectKind.DAEMON, ObjectKind.FRONTEND, ObjectKind.BACKEND, ObjectKind.SERVER)) {
      var rules = settings.aggregation();
      plan.put(
          kind,
          settings
              .metrics(kind)
              .map(names -> catalog.plan(rules, kind, names))
              .orElseGet(() -> catalog.plan(rules, kind)));
    }
    if (settings.aggrServerMetrics()) {
      // The original has no choice of metrics here.
      plan.put(
          ObjectKind.SERVER_IN_ALL_BACKENDS,
          catalog.plan(settings.aggregation(), ObjectKind.SERVER));
    }
    return plan;
  }

  private static Map<ObjectKind, List<PlannedMetric>> metrics(
      ProcessSettings settings,
      FieldCatalog catalog,
      Map<ObjectKind, List<PlannedMetric>> configured,
      Collection<SnapshotNeeds> needs) {
    var all = new EnumMap<ObjectKind, Set<PlannedMetric>>(ObjectKind.class);
    configured.forEach((kind, metrics) -> all.put(kind, new LinkedHashSet<>(metrics)));
    for (var need : needs) {
      need.fields()
          .forEach(
              (kind, fields) ->
                  all.computeIfAbsent(kind, _ -> new LinkedHashSet<>())
                      .addAll(
                          withRates(
                              catalog.numbers(
                                  settings.aggregation(), fieldsOf(kind), fields.numbers()),
                              need.rates())));
    }
    return lists(all);
  }

  private static Map<ObjectKind, List<PlannedText>> texts(
      FieldCatalog catalog, Collection<SnapshotNeeds> needs) {
    var all = new EnumMap<ObjectKind, Set<PlannedText>>(ObjectKind.class);
    for (var need : needs) {
      need.fields()
          .forEach(
              (kind, fields) ->
                  all.computeIfAbsent(kind, _ -> new LinkedHashSet<>())
                      .addAll(catalog.texts(fieldsOf(kind), fields.texts())));
    }
    return lists(all);
  }

  /** Servers of one name in all backends have the fields of servers. */
  private static ObjectKind fieldsOf(ObjectKind kind) {
    return kind == ObjectKind.SERVER_IN_ALL_BACKENDS ? ObjectKind.SERVER : kind;
  }

  private static <T> Map<ObjectKind, List<T>> lists(Map<ObjectKind, Set<T>> sets) {
    var lists = new EnumMap<ObjectKind, List<T>>(ObjectKind.class);
    sets.forEach((kind, set) -> lists.put(kind, List.copyOf(set)));
    return lists;
  }

  /** What is computed of {@code show stat}. */
  Map<ObjectKind, List<PlannedMetric>> ofStatistics() {
    return withoutDaemon(metrics);
  }

  private static Map<ObjectKind, List<PlannedMetric>> withoutDaemon(
      Map<ObjectKind, List<PlannedMetric>> plan) {
    var rest = new EnumMap<ObjectKind, List<PlannedMetric>>(ObjectKind.class);
    rest.putAll(plan);
    rest.remove(ObjectKind.DAEMON);
    return rest;
  }

  /** What a sink with these needs takes of a snapshot. */
  AggregatedSnapshot part(AggregatedSnapshot whole, SnapshotNeeds needs) {
    var processes = new ArrayList<ProcessTables>();
    if (needs.eachProcess()) {
      for (var process : whole.processes()) {
        processes.add(new ProcessTables(process.name(), part(process.tables(), needs)));
      }
    }
    return new AggregatedSnapshot(whole.seconds(), part(whole.tables(), needs), processes);
  }

  private List<MetricTable> part(List<MetricTable> tables, SnapshotNeeds needs) {
    var part = new ArrayList<MetricTable>();
    for (var table : tables) {
      var fields = needs.fields().get(table.kind());
      if (table.kind() == ObjectKind.COLLECTOR) {
        part.add(table);
      } else if (needs.fields().isEmpty()) {
        if (configured.containsKey(plannedAs(table.kind()))) {
          part.add(part(table, isConfigured(table.kind(), needs.rates()), List.of()));
        }
      } else if (fields != null) {
        part.add(part(table, isNamed(fields.numbers(), needs.rates()), fields.texts()));
      }
    }
    return part;
  }

  private static MetricTable part(
      MetricTable table, Predicate<Metric> metrics, List<String> texts) {
    return new MetricTable(
        table.kind(),
        table.objects(),
        table.columns().stream().filter(column -> metrics.test(column.metric())).toList(),
        table.texts().stream()
            .filter(text -> texts.contains(FieldCatalog.ALL) || texts.contains(text.name()))
            .toList(),
        table.starts());
  }

  /** All but what was computed only because another sink has named it. */
  private Predicate<Metric> isConfigured(ObjectKind kind, boolean rates) {
    var others = new HashSet<Metric>();
    metrics.getOrDefault(plannedAs(kind), List.of()).forEach(metric -> others.add(metric.metric()));
    configured
        .getOrDefault(plannedAs(kind), List.of())
        .forEach(metric -> others.remove(metric.metric()));
    return metric -> !others.contains(metric) && (rates || !metric.isPerSecond());
  }

  private static Predicate<Metric> isNamed(List<String> names, boolean rates) {
    var all = new HashSet<>(names);
    names.forEach(name -> all.add(new Metric(name, "", true).perSecond().name()));
    return metric ->
        !metric.absentIsZero()
            && (names.contains(FieldCatalog.ALL) || all.contains(metric.name()))
            && (rates || !metric.isPerSecond());
  }

  /** Each process has the metrics of all. */
  private static ObjectKind plannedAs(ObjectKind kind) {
    return kind == ObjectKind.PROCESS ? ObjectKind.DAEMON : kind;
  }
}
