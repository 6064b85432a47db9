package org.haproxystats.benchmarks;

import java.util.List;
import java.util.function.ToLongFunction;

/** What one round took, in nanoseconds. */
record Cost(long wallNanos, long cpuNanos) {

  /** The median of one of the two over several rounds. */
  static double median(List<Cost> rounds, ToLongFunction<Cost> part) {
    return median(rounds.stream().map(round -> (double) part.applyAsLong(round)).toList());
  }

  static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
