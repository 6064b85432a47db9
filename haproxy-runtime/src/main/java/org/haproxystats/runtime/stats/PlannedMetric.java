package org.haproxystats.runtime.stats;

/**
 * One metric to compute.
 *
 * @param metric what comes out
 * @param field the field that it is computed from
 * @param rule how
 * @param absentIsZero whether a value that HAProxy does not give counts as zero, as the Python
 *     haproxystats has it; otherwise it does not count at all
 */
public record PlannedMetric(Metric metric, String field, Aggregation rule, boolean absentIsZero) {

  /** Whether what a process had counted before it ended still belongs to the value. */
  boolean isSumOfCounters() {
    return metric.counter() && rule == Aggregation.Plain.SUM;
  }
}
