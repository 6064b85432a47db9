package org.haproxystats.runtime.stats;

/**
 * One metric to compute.
 *
 * @param metric what comes out
 * @param field the field that it is computed from
 * @param rule how
 */
public record PlannedMetric(Metric metric, String field, Aggregation rule) {

  /** {@return the metric of what the counter grows by in a second} */
  public PlannedMetric perSecond() {
    return new PlannedMetric(metric.perSecond(), field, new Aggregation.PerSecond());
  }

  /** {@return whether what a process had counted before it ended still belongs to the value} */
  public boolean isSumOfCounters() {
    return metric.counter() && rule == Aggregation.Plain.SUM;
  }

  boolean absentIsZero() {
    return metric.absentIsZero();
  }
}
