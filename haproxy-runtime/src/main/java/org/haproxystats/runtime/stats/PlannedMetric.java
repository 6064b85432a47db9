package org.haproxystats.runtime.stats;

/**
 * One metric to compute.
 *
 * @param metric what comes out
 * @param field the field that it is computed from
 * @param rule how
 */
public record PlannedMetric(Metric metric, String field, Aggregation rule) {

  /** What the counter grows by in a second. */
  public PlannedMetric perSecond() {
    return new PlannedMetric(metric.perSecond(), field, new Aggregation.PerSecond());
  }

  /** Whether what a process had counted before it ended still belongs to the value. */
  public boolean isSumOfCounters() {
    return metric.counter() && rule == Aggregation.Plain.SUM;
  }

  boolean absentIsZero() {
    return metric.absentIsZero();
  }
}
