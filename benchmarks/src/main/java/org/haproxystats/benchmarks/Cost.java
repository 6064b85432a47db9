package org.haproxystats.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** What one round took, in nanoseconds. */
record Cost(long wallNanos, long cpuNanos) {

  /** The median of one of the two over several rounds. */
  static double median(List<Cost> rounds, ToLongFunction<Cost> part) {
    return median(rounds.stream().mapToDouble(part::applyAsLong).toArray());
  }

  static double median(double... values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
