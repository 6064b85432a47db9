package org.haproxystats.runtime.stats;

import static org.haproxystats.runtime.stats.MetricColumn.ABSENT;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes one value a group out of the values of many rows, for one metric, by one rule. It sees
 * whole columns, so that the rule is chosen once for a column and not once for a cell.
 *
 * <p>{@code rows[i]} and {@code groups[i]}, for {@code i < count}, say which rows of the columns to
 * take and to which group each belongs.
 */
abstract sealed class Accumulator {
  private static final long[] NONE = {};

  final PlannedMetric planned;
  final SpareColumns spares;

  /** Whether any table had the field. */
  private boolean seen;

  private int groups;
  private long interval;

  private Accumulator(PlannedMetric planned, SpareColumns spares) {
    this.planned = planned;
    this.spares = spares;
  }

  /**
   * The accumulator for a metric's rule.
   *
   * @param spares gives the arrays for results
   */
  static Accumulator of(PlannedMetric planned, SpareColumns spares) {
    return switch (planned.rule()) {
      case Aggregation.Plain plain ->
          switch (plain) {
            case SUM -> new Sum(planned, spares);
            case MEAN -> new Mean(planned, spares);
            case MAX, MIN, MIN_UNLESS_NEGATIVE, SAME -> new Chosen(planned, plain, spares);
            case LIMIT -> new Limit(planned, spares);
          };
      case Aggregation.MeanWhere(var _) -> new MeanWhere(planned, spares);
      case Aggregation.MeanBy(var _), Aggregation.MeanByGrowth(var _) ->
          new WeightedMean(planned, spares);
      case Aggregation.PerSecond() -> new PerSecond(planned, spares);
      case Aggregation.Never never ->
          throw new IllegalArgumentException(planned.field() + " cannot be aggregated: " + never);
    };
  }

  /** The other field that the rule needs; null if it needs none. */
  static @Nullable String otherField(Aggregation rule) {
    return switch (rule) {
      case Aggregation.MeanWhere(var field) -> field;
      case Aggregation.MeanBy(var field) -> field;
      case Aggregation.MeanByGrowth(var field) -> field;
      default -> null;
    };
  }

  /**
   * Forgets all values.
   *
   * @param seconds the time that growths took
   */
  final void clear(long seconds) {
    interval = seconds;
    seen = false;
    groups = 0;
  }

  /** Makes room for groups that have come in addition. */
  final void growTo(int newGroups) {
    if (newGroups > groups) {
      prepare(groups, newGroups);
      groups = newGroups;
    }
  }

  /**
   * Adds rows of one table.
   *
   * @param values the field's column; null if the table has none
   * @param others the column of the other field that the rule needs; null if there is none
   */
  final void add(
      long @Nullable [] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
    if (values != null) {
      seen = true;
      addPresent(values, others, rows, groups, count);
    } else if (planned.absentIsZero()) {
      addMissing(others, rows, groups, count);
    }
  }

  /**
   * The values by group, in an array that is the column's from now on; null if no table had the
   * field.
   */
  final @Nullable MetricColumn finish() {
    return seen ? result(groups) : null;
  }

  abstract void prepare(int from, int to);

  abstract void addPresent(
      long[] values, long @Nullable [] others, int[] rows, int[] groups, int count);

  /** Adds rows of a table that does not have the field, where that counts as zero. */
  void addMissing(long @Nullable [] others, int[] rows, int[] groups, int count) {}

  abstract MetricColumn result(int groups);

  final long interval() {
    return interval;
  }

  final long valueOf(long raw) {
    return raw == ABSENT && planned.absentIsZero() ? 0 : raw;
  }

  final MetricColumn longs(long[] values, int groups) {
    if (planned.absentIsZero()) {
      for (int i = 0; i < groups; i++) {
        values[i] = valueOf(values[i]);
      }
    }
    return new MetricColumn.Longs(planned.metric(), values);
  }

  /** The array with room for more groups, and a value for each of the new ones. */
  final long[] grown(long[] array, int from, int to, long fill) {
    var result = array;
    if (to > array.length) {
      result = spares.longs(Math.max(to, array.length * 2));
      System.arraycopy(array, 0, result, 0, from);
    }
    Arrays.fill(result, from, to, fill);
    return result;
  }

  private static final class Sum extends Accumulator {
    private long[] sums = NONE;

    Sum(PlannedMetric planned, SpareColumns spares) {
      super(planned, spares);
    }

    @Override
    void prepare(int from, int to) {
      sums = grown(sums, from, to, ABSENT);
    }

    @Override
    void addPresent(long[] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
      for (int i = 0; i < count; i++) {
        long value = values[rows[i]];
        if (value != ABSENT) {
          int group = groups[i];
          sums[group] = sums[group] == ABSENT ? value : sums[group] + value;
        }
      }
    }

    @Override
    MetricColumn result(int groups) {
      var result = longs(sums, groups);
      sums = NONE;
      return result;
    }
  }

  /** Keeps one of the values: the highest, the lowest, or the first. */
  private static final class Chosen extends Accumulator {
    private final Aggregation.Plain rule;
    private long[] chosen = NONE;

    Chosen(PlannedMetric planned, Aggregation.Plain rule, SpareColumns spares) {
      super(planned, spares);
      this.rule = rule;
    }

    @Override
    void prepare(int from, int to) {
      chosen = grown(chosen, from, to, ABSENT);
    }

    @Override
    void addPresent(long[] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
      for (int i = 0; i < count; i++) {
        long value = values[rows[i]];
        long current = chosen[groups[i]];
        if (value != ABSENT && (current == ABSENT || isBetter(value, current))) {
          chosen[groups[i]] = value;
        }
      }
    }

    private boolean isBetter(long value, long current) {
      return switch (rule) {
        case MAX -> value > current;
        case MIN -> value < current;
        case MIN_UNLESS_NEGATIVE -> value >= 0 && (current < 0 || value < current);
        default -> false;
      };
    }

    @Override
    MetricColumn result(int groups) {
      var result = longs(chosen, groups);
      chosen = NONE;
      return result;
    }
  }

  /** Adds limits; without a limit in one row there is none at all. */
  private static final class Limit extends Accumulator {
    private static final long UNLIMITED = -1;
    private static final long NOTHING_YET = -2;
    private long[] sums = NONE;

    Limit(PlannedMetric planned, SpareColumns spares) {
      super(planned, spares);
    }

    @Override
    void prepare(int from, int to) {
      sums = grown(sums, from, to, NOTHING_YET);
    }

    @Override
    void addPresent(long[] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
      for (int i = 0; i < count; i++) {
        long value = values[rows[i]];
        int group = groups[i];
        if (value == ABSENT || sums[group] == ABSENT) {
          sums[group] = ABSENT; // an empty cell: unlimited, and HAProxy writes nothing for it
        } else if (value == 0 || sums[group] == UNLIMITED) {
          sums[group] = UNLIMITED; // HAProxy writes 0 for it
        } else {
          sums[group] = Math.max(sums[group], 0) + value;
        }
      }
    }

    @Override
    MetricColumn result(int groups) {
      for (int i = 0; i < groups; i++) {
        sums[i] = sums[i] == UNLIMITED ? 0 : sums[i] == NOTHING_YET ? ABSENT : sums[i];
      }
      var result = longs(sums, groups);
      sums = NONE;
      return result;
    }
  }

  private static sealed class Mean extends Accumulator {
    long[] sums = {};
    long[] counts = {};

    Mean(PlannedMetric planned, SpareColumns spares) {
      super(planned, spares);
    }

    @Override
    final void prepare(int from, int to) {
      sums = grown(sums, from, to, 0);
      counts = grown(counts, from, to, 0);
    }

    @Override
    void addPresent(long[] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
      for (int i = 0; i < count; i++) {
        add(groups[i], valueOf(values[rows[i]]));
      }
    }

    @Override
    void addMissing(long @Nullable [] others, int[] rows, int[] groups, int count) {
      for (int i = 0; i < count; i++) {
        add(groups[i], 0);
      }
    }

    final void add(int group, long value) {
      if (value != ABSENT) {
        sums[group] += value;
        counts[group]++;
      }
    }

    @Override
    final MetricColumn result(int groups) {
      var means = spares.doubles(groups);
      for (int i = 0; i < groups; i++) {
        means[i] = counts[i] == 0 ? Double.NaN : (double) sums[i] / (double) counts[i];
      }
      return new MetricColumn.Doubles(planned.metric(), means);
    }
  }

  /** The mean of the rows whose other field is above zero. */
  private static final class MeanWhere extends Mean {
    MeanWhere(PlannedMetric planned, SpareColumns spares) {
      super(planned, spares);
    }

    @Override
    void addPresent(long[] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
      if (others != null) {
        for (int i = 0; i < count; i++) {
          if (others[rows[i]] > 0) {
            add(groups[i], valueOf(values[rows[i]]));
          }
        }
      }
    }

    @Override
    void addMissing(long @Nullable [] others, int[] rows, int[] groups, int count) {
      if (others != null) {
        for (int i = 0; i < count; i++) {
          if (others[rows[i]] > 0) {
            add(groups[i], 0);
          }
        }
      }
    }
  }

  /**
   * The mean, weighted with the other column. A row whose weight is absent does not count. Rows of
   * weight zero count only where the weight is a growth and no row of the group has any: then the
   * plain mean is taken.
   */
  private static final class WeightedMean extends Accumulator {
    private double[] sums = {};
    private double[] weights = {};
    private double[] plainSums = {};
    private double[] counts = {};
    private final boolean orPlain;

    WeightedMean(PlannedMetric planned, SpareColumns spares) {
      super(planned, spares);
      orPlain = planned.rule() instanceof Aggregation.MeanByGrowth;
    }

    @Override
    void prepare(int from, int to) {
      sums = grown(sums, from, to);
      weights = grown(weights, from, to);
      plainSums = grown(plainSums, from, to);
      counts = grown(counts, from, to);
    }

    private static double[] grown(double[] array, int from, int to) {
      var result =
          to <= array.length ? array : Arrays.copyOf(array, Math.max(to, array.length * 2));
      Arrays.fill(result, from, to, 0);
      return result;
    }

    @Override
    void addPresent(long[] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
      if (others == null) {
        return;
      }
      for (int i = 0; i < count; i++) {
        long value = values[rows[i]];
        long weight = others[rows[i]];
        if (value != ABSENT && weight >= 0) {
          int group = groups[i];
          sums[group] += (double) value * weight;
          weights[group] += weight;
          plainSums[group] += value;
          counts[group]++;
        }
      }
    }

    @Override
    MetricColumn result(int groups) {
      var means = spares.doubles(groups);
      for (int i = 0; i < groups; i++) {
        means[i] = mean(i);
      }
      return new MetricColumn.Doubles(planned.metric(), means);
    }

    private double mean(int group) {
      if (weights[group] > 0) {
        return sums[group] / weights[group];
      }
      return orPlain && counts[group] > 0 ? plainSums[group] / counts[group] : Double.NaN;
    }
  }

  /**
   * What counters have grown by in a second. Nothing for a group of which one has begun anew, or
   * was not there before.
   */
  private static final class PerSecond extends Accumulator {
    private long[] sums = NONE;

    PerSecond(PlannedMetric planned, SpareColumns spares) {
      super(planned, spares);
    }

    @Override
    void prepare(int from, int to) {
      sums = grown(sums, from, to, ABSENT);
    }

    @Override
    void addPresent(long[] values, long @Nullable [] others, int[] rows, int[] groups, int count) {
      for (int i = 0; i < count; i++) {
        long growth = values[rows[i]];
        int group = groups[i];
        if (growth == CounterRows.UNKNOWN || sums[group] == CounterRows.UNKNOWN) {
          sums[group] = CounterRows.UNKNOWN;
        } else if (growth != ABSENT) {
          sums[group] = Math.max(sums[group], 0) + growth;
        }
      }
    }

    @Override
    MetricColumn result(int groups) {
      var rates = spares.doubles(groups);
      for (int i = 0; i < groups; i++) {
        rates[i] = sums[i] < 0 ? Double.NaN : (double) sums[i] / interval();
      }
      return new MetricColumn.Doubles(planned.metric(), rates);
    }
  }
}
