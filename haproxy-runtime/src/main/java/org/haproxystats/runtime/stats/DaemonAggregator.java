package org.haproxystats.runtime.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates what the processes say of themselves ({@code show info}): the planned metrics over all
 * processes, the spread of their CPU usage, how much of their limits is used, and, if wanted, the
 * values of each process.
 */
public final class DaemonAggregator {

  /**
   * How much of a limit is used, in whole per cent; zero where there is no limit.
   *
   * @param name the name of the result
   * @param part the field of what is used
   * @param limit the field of the limit
   */
  public record Percentage(String name, String part, String limit) {}

  /**
   * What is left of a whole hundred, for each process, and its spread over the processes.
   *
   * @param name the name of the result
   * @param of the field that is taken from a hundred
   */
  public record Complement(String name, String of) {}

  /**
   * The same processes earlier, to compare with.
   *
   * @param processes what they said then, in the same order; empty if they are not known
   * @param interval how long ago that was, in seconds
   */
  public record Earlier(List<ProcessInfo> processes, long interval) {
    /** Compared with nothing. */
    public static final Earlier NONE = new Earlier(List.of(), 0);

    /** Keeps a copy that nobody can change. */
    public Earlier {
      processes = List.copyOf(processes);
    }
  }

  private static final long WRAP = 1L << 32;
  private static final double[] PERCENTILES = {0.25, 0.50, 0.75, 0.95, 0.99};
  private static final StatObject DAEMON = new StatObject(ObjectKind.DAEMON, "", "");

  private final List<PlannedMetric> plan;
  private final List<PlannedText> texts;
  private final Complement usage;
  private final List<Percentage> percentages;

  /**
   * An aggregator for one plan.
   *
   * @param plan the metrics to compute
   * @param texts the texts to take over
   * @param usage what is computed for each process, and told over all processes by its percentiles
   *     and its deviation
   * @param percentages what else to compute, over all processes and for each
   */
  public DaemonAggregator(
      List<PlannedMetric> plan,
      List<PlannedText> texts,
      Complement usage,
      List<Percentage> percentages) {
    this.plan = List.copyOf(plan);
    this.texts = List.copyOf(texts);
    this.usage = usage;
    this.percentages = List.copyOf(percentages);
  }

  /**
   * Computes the values over all processes.
   *
   * @param processes those that run
   * @param finished what others had counted that have ended since; of it only counters count
   * @param earlier the same processes at an earlier snapshot, for what grows in a second
   * @return a table of one row
   */
  public MetricTable aggregate(
      List<ProcessInfo> processes, List<ProcessInfo> finished, Earlier earlier) {
    int count = processes.size();
    var rows = new int[count];
    Arrays.setAll(rows, i -> i);
    var groups = new int[count];
    var columns = new ArrayList<MetricColumn>();
    for (var planned : plan) {
      var accumulator = Accumulator.of(planned, new SpareColumns());
      accumulator.clear(earlier.interval());
      accumulator.growTo(1);
      var other = Accumulator.otherField(planned.rule());
      accumulator.add(
          planned.rule() instanceof Aggregation.PerSecond
              ? growth(processes, earlier, planned.field())
              : column(processes, planned.field()),
          other == null ? null : column(processes, other),
          rows,
          groups,
          count);
      for (var past : planned.isSumOfCounters() ? finished : List.<ProcessInfo>of()) {
        accumulator.add(
            column(List.of(past), planned.field()), null, new int[] {0}, new int[] {0}, 1);
      }
      var column = accumulator.finish();
      if (column != null) {
        columns.add(column);
      }
    }
    columns.addAll(spreadOfUsage(processes));
    for (var percentage : percentages) {
      addLongs(columns, new Metric(percentage.name(), "%", false), percent(processes, percentage));
    }
    return new MetricTable(
        ObjectKind.DAEMON, List.of(DAEMON), columns, textColumns(processes), new long[0]);
  }

  private List<TextColumn> textColumns(List<ProcessInfo> processes) {
    var columns = new ArrayList<TextColumn>();
    for (var planned : texts) {
      var accumulator = new TextAccumulator(planned);
      accumulator.growTo(1);
      @Nullable TextValue[] values = new @Nullable TextValue[1];
      for (var process : processes) {
        values[0] = process.text(planned.field()).map(TextValue::of).orElse(null);
        accumulator.add(values, new int[] {0}, new int[] {0}, 1);
      }
      columns.add(accumulator.finish());
    }
    return columns;
  }

  /**
   * Computes the values of each process.
   *
   * @param processes those that run
   * @param numbers the name of each process in the table, all different
   * @param earlier the same processes at an earlier snapshot, for what grows in a second
   * @return a table of one row a process, in their order
   */
  public MetricTable perProcess(
      List<ProcessInfo> processes, List<String> numbers, Earlier earlier) {
    var columns = new ArrayList<MetricColumn>();
    for (var planned : plan) {
      if (planned.rule() instanceof Aggregation.PerSecond) {
        var growth = growth(processes, earlier, planned.field());
        if (growth != null) {
          columns.add(rates(planned.metric(), growth, earlier.interval()));
        }
      } else {
        addLongs(columns, planned.metric(), column(processes, planned.field()));
      }
    }
    addLongs(columns, new Metric(usage.name(), "%", false), usage(processes));
    for (var percentage : percentages) {
      var values = new long[processes.size()];
      boolean known = false;
      for (int i = 0; i < values.length; i++) {
        var percent = percent(processes.subList(i, i + 1), percentage);
        values[i] = percent == null ? MetricColumn.ABSENT : percent[0];
        known |= percent != null;
      }
      addLongs(columns, new Metric(percentage.name(), "%", false), known ? values : null);
    }
    var objects =
        numbers.stream().map(number -> new StatObject(ObjectKind.PROCESS, "", number)).toList();
    return new MetricTable(ObjectKind.PROCESS, objects, columns);
  }

  private List<MetricColumn> spreadOfUsage(List<ProcessInfo> processes) {
    var all = usage(processes);
    var known =
        all == null
            ? new long[0]
            : Arrays.stream(all).filter(value -> value != MetricColumn.ABSENT).sorted().toArray();
    var columns = new ArrayList<MetricColumn>();
    if (known.length > 1) {
      for (double percentile : PERCENTILES) {
        // The nearest of the sorted values; halfway between two, the one with the even index.
        long value = known[(int) Math.rint(percentile * (known.length - 1))];
        var name = Math.round(percentile * 100) + "Percentile" + usage.name();
        addLongs(columns, new Metric(name, "%", false), new long[] {value});
      }
      columns.add(
          new MetricColumn.Doubles(
              new Metric("Std" + usage.name(), "%", false), new double[] {deviation(known)}));
    }
    return columns;
  }

  /** The sample standard deviation. */
  private static double deviation(long[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares =
        Arrays.stream(values).mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private long @Nullable [] usage(List<ProcessInfo> processes) {
    var values = column(processes, usage.of());
    if (values != null) {
      Arrays.setAll(values, i -> values[i] == MetricColumn.ABSENT ? values[i] : 100 - values[i]);
    }
    return values;
  }

  private static long @Nullable [] percent(List<ProcessInfo> processes, Percentage percentage) {
    var parts = column(processes, percentage.part());
    var limits = column(processes, percentage.limit());
    if (parts == null || limits == null) {
      return null;
    }
    long limit = sum(limits);
    return new long[] {limit == 0 ? 0 : 100 * sum(parts) / limit};
  }

  private static long sum(long[] values) {
    return Arrays.stream(values).filter(value -> value != MetricColumn.ABSENT).sum();
  }

  private static MetricColumn rates(Metric metric, long[] growth, long interval) {
    return new MetricColumn.Doubles(
        metric,
        Arrays.stream(growth)
            .mapToDouble(value -> value < 0 ? Double.NaN : (double) value / interval)
            .toArray());
  }

  /** What a counter has grown by in each process; null if that is not known. */
  private static long @Nullable [] growth(
      List<ProcessInfo> processes, Earlier earlier, String field) {
    var after = column(processes, field);
    if (after == null || earlier.processes().size() != processes.size()) {
      return null;
    }
    var growth = new long[after.length];
    for (int i = 0; i < after.length; i++) {
      var before = earlier.processes().get(i).number(field);
      growth[i] =
          after[i] == MetricColumn.ABSENT && before.isEmpty()
              ? MetricColumn.ABSENT
              : growth(before.orElse(Long.MAX_VALUE), after[i]);
    }
    return growth;
  }

  /** Some of these counters have 32 bits, and begin at zero again beyond their highest value. */
  private static long growth(long before, long after) {
    if (after >= before) {
      return after - before;
    }
    boolean wrapped = before < WRAP && before > WRAP / 4 * 3 && after >= 0 && after < WRAP / 4;
    return wrapped ? after + WRAP - before : CounterRows.UNKNOWN;
  }

  /** The values of a field, by process; null if no process has it. */
  private static long @Nullable [] column(List<ProcessInfo> processes, String field) {
    var values =
        processes.stream()
            .mapToLong(process -> process.number(field).orElse(MetricColumn.ABSENT))
            .toArray();
    return Arrays.stream(values).allMatch(value -> value == MetricColumn.ABSENT) ? null : values;
  }

  private static void addLongs(
      List<MetricColumn> columns, Metric metric, long @Nullable [] values) {
    if (values != null) {
      columns.add(new MetricColumn.Longs(metric, values));
    }
  }
}
