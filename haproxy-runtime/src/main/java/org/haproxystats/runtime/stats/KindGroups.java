package org.haproxystats.runtime.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The objects of one kind in one snapshot: who they are, and what has been added up for each. */
final class KindGroups {
  private final ObjectKind kind;
  private final List<Accumulator> accumulators;
  private final List<TextAccumulator> texts;
  private final SpareColumns spares = new SpareColumns();
  private final List<StatObject> objects = new ArrayList<>();
  private final List<StatEntry> entries = new ArrayList<>();
  private List<StatObject> lastObjects = List.of();
  // The rows of the table that is being added, and the object that each belongs to.
  private int[] rows = new int[64];
  private int[] groups = new int[64];
  private int count;

  KindGroups(ObjectKind kind, List<PlannedMetric> plan, List<PlannedText> texts) {
    this.kind = kind;
    accumulators = plan.stream().map(metric -> Accumulator.of(metric, spares)).toList();
    this.texts = texts.stream().map(TextAccumulator::new).toList();
  }

  /**
   * Begins a snapshot.
   *
   * @param interval the time since the one that it is compared with, in seconds
   */
  void clear(long interval) {
    objects.clear();
    entries.clear();
    accumulators.forEach(accumulator -> accumulator.clear(interval));
    texts.forEach(TextAccumulator::clear);
  }

  /** Takes an object that is new in this snapshot; returns its group. */
  int newGroup(StatEntry entry) {
    objects.add(entry.object);
    entries.add(entry);
    return objects.size() - 1;
  }

  void assign(int row, int group) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count * 2);
      groups = Arrays.copyOf(groups, count * 2);
    }
    rows[count] = row;
    groups[count] = group;
    count++;
  }

  /**
   * Adds the assigned rows of a table, and forgets the assignment.
   *
   * @param growths by how much the rows' counters have grown, by field, for weights
   * @param rates the same, for rates
   */
  void add(StatTable table, Map<String, long[]> growths, Map<String, long[]> rates) {
    for (var accumulator : accumulators) {
      accumulator.growTo(objects.size());
      long[] others =
          switch (accumulator.planned.rule()) {
            case Aggregation.MeanWhere(var field) -> table.column(field);
            case Aggregation.MeanBy(var field) -> table.column(field);
            case Aggregation.MeanByGrowth(var field) -> growths.get(field);
            default -> null;
          };
      var field = accumulator.planned.field();
      var values =
          accumulator.planned.rule() instanceof Aggregation.PerSecond
              ? rates.get(field)
              : table.column(field);
      accumulator.add(values, others, rows, groups, count);
    }
    for (var text : texts) {
      text.growTo(objects.size());
      var values = table.texts(text.field());
      if (values != null) {
        text.add(values, rows, groups, count);
      }
    }
    count = 0;
  }

  /** Adds the assigned rows to sums, and to nothing else; forgets the assignment. */
  void addToSums(StatTable table) {
    for (var accumulator : accumulators) {
      if (accumulator.planned.rule() == Aggregation.Plain.SUM) {
        accumulator.add(table.column(accumulator.planned.field()), null, rows, groups, count);
      }
    }
    count = 0;
  }

  int size() {
    return objects.size();
  }

  /** Arrays of tables that are read no more. */
  SpareColumns spares() {
    return spares;
  }

  /**
   * Ends the snapshot.
   *
   * @param more columns beside those of the plan
   * @param starts since when each object's counters count; empty where nobody wants them
   */
  MetricTable finish(List<MetricColumn> more, long[] starts) {
    var columns =
        new ArrayList<>(
            accumulators.stream().map(Accumulator::finish).filter(Objects::nonNull).toList());
    columns.addAll(more);
    if (!objects.equals(lastObjects)) {
      lastObjects = List.copyOf(objects); // Mostly they are the same, and need no other list.
    }
    return new MetricTable(
        kind, lastObjects, columns, texts.stream().map(TextAccumulator::finish).toList(), starts);
  }

  /** After which snapshot a counter of each object began anew for the last time. */
  long[] lastRestarts(long seconds) {
    return entries.stream().mapToLong(entry -> entry.lastRestartBefore(seconds)).toArray();
  }
}
