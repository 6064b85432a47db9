package org.haproxystats.admin;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.haproxystats.runtime.process.StatRow;
import org.haproxystats.runtime.stats.Aggregation;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.RuleSet;

/**
 * Makes one value of what several processes say, by the catalogue's rule for the field. What an
 * earlier moment would have to be known for, the growth of a counter, is replaced by the plain mean
 * of the processes whose counter is above zero.
 */
final class MetricRules {
  /** By name, since one pass over a large site asks for tens of thousands of values. */
  private static final Map<ObjectKind, Map<String, Field>> METRICS = metrics();

  /** Where the values of one object or process come from, by the name of the field. */
  interface Source {
    /** {@link Double#NaN} where there is none. */
    double value(String field);
  }

  private MetricRules() {}

  private static Map<ObjectKind, Map<String, Field>> metrics() {
    var metrics = new EnumMap<ObjectKind, Map<String, Field>>(ObjectKind.class);
    for (var field : FieldCatalog.load().fields()) {
      if (field.isMetric()) {
        for (var kind : field.on()) {
          metrics
              .computeIfAbsent(kind, _ -> new LinkedHashMap<>())
              .putIfAbsent(field.name(), field);
        }
      }
    }
    return metrics;
  }

  static Source source(StatRow row) {
    return field -> orNan(row.number(field));
  }

  static double orNan(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }

  /**
   * The value over all processes; empty if no process has one.
   *
   * @throws IllegalArgumentException if no HAProxy has such a field on objects of that kind, or its
   *     values cannot become one
   */
  static OptionalDouble aggregate(
      ObjectKind kind, String field, RuleSet rules, List<Source> processes) {
    var found = metrics(kind).get(field);
    if (found == null) {
      throw new IllegalArgumentException(
          "'%s' is no metric of a %s; see metricNames()"
              .formatted(field, kind.name().toLowerCase(Locale.ROOT)));
    }
    var rule =
        rules == RuleSet.EXACT ? found.exact() : found.compatible(kind).orElse(found.exact());
    return apply(rule, field, processes);
  }

  static List<String> names(ObjectKind kind) {
    return List.copyOf(metrics(kind).keySet());
  }

  private static Map<String, Field> metrics(ObjectKind kind) {
    return METRICS.getOrDefault(kind, Map.of());
  }

  private static OptionalDouble apply(Aggregation rule, String field, List<Source> processes) {
    var values = known(processes, source -> source.value(field));
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    if (rule instanceof Aggregation.Plain plain) { // Nearly all, and faster than the switch.
      return OptionalDouble.of(plain(plain, values, processes.size()));
    }
    return switch (rule) {
      case Aggregation.Plain plain -> OptionalDouble.of(plain(plain, values, processes.size()));
      case Aggregation.MeanWhere(var other) -> meanWhere(field, other, processes);
      case Aggregation.MeanByGrowth(var counter) -> meanWhere(field, counter, processes);
      case Aggregation.MeanBy(var weight) -> meanBy(field, weight, processes);
      case Aggregation.PerSecond _ -> OptionalDouble.empty(); // One pass knows no pass before it.
      case Aggregation.Never _ -> OptionalDouble.empty();
    };
  }

  private static double plain(Aggregation.Plain rule, double[] values, int processes) {
    return switch (rule) {
      case SUM -> Arrays.stream(values).sum();
      case MEAN -> Arrays.stream(values).average().orElse(0);
      case MAX -> Arrays.stream(values).max().orElse(0);
      case MIN -> Arrays.stream(values).min().orElse(0);
      case MIN_UNLESS_NEGATIVE ->
          Arrays.stream(values).filter(value -> value >= 0).min().orElse(values[0]);
      case LIMIT -> {
        boolean unlimited =
            values.length < processes || DoubleStream.of(values).anyMatch(v -> v == 0);
        yield unlimited ? 0 : Arrays.stream(values).sum();
      }
      case SAME -> values[0];
    };
  }

  private static OptionalDouble meanWhere(String field, String other, List<Source> processes) {
    var active = processes.stream().filter(source -> source.value(other) > 0).toList();
    var values = known(active, source -> source.value(field));
    return values.length == 0 ? OptionalDouble.of(0) : Arrays.stream(values).average();
  }

  private static OptionalDouble meanBy(String field, String weight, List<Source> processes) {
    double sum = 0;
    double weights = 0;
    for (var source : processes) {
      double share = source.value(weight);
      if (!Double.isNaN(source.value(field)) && share > 0) {
        sum += share * source.value(field);
        weights += share;
      }
    }
    return weights > 0
        ? OptionalDouble.of(sum / weights)
        : Arrays.stream(known(processes, source -> source.value(field))).average();
  }

  private static double[] known(List<Source> processes, ToDoubleFunction<Source> value) {
    var values = new double[processes.size()];
    int count = 0;
    for (var process : processes) {
      double one = value.applyAsDouble(process);
      if (!Double.isNaN(one)) {
        values[count++] = one;
      }
    }
    return Arrays.copyOf(values, count);
  }
}
