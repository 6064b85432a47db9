package org.haproxystats.runtime.stats;

/** By which rules values are aggregated. */
public enum RuleSet {
  /**
   * As the Python haproxystats does: maxima and limits are added up, times are averaged without
   * weights, and an empty cell counts as zero. Fields that it does not know follow their exact
   * rule.
   */
  COMPATIBLE,
  /**
   * By what each field means: maxima stay maxima, times are weighted with the requests that they
   * come from, an unlimited process makes the whole unlimited, and what is absent is not counted.
   */
  EXACT
}
