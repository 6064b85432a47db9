package org.haproxystats.runtime.stats;

/**
 * One column of an {@link AggregatedSnapshot}.
 *
 * @param name HAProxy's name of the field, or the name of a derived value such as {@code
 *     TotalServers}
 * @param unit the unit of its values, as the catalogue has it; empty for a plain number
 * @param counter whether the values only grow until a process restarts or its counters are cleared
 * @param absentIsZero whether a value that HAProxy does not give counts as zero, as the Python
 *     haproxystats has it; otherwise it does not count at all
 */
public record Metric(String name, String unit, boolean counter, boolean absentIsZero) {

  private static final String PER_SECOND = "_per_second";
  private static final String UNIT_PER_SECOND = "/s";

  /** {@return the metric of what this counter grows by in a second} */
  public Metric perSecond() {
    return new Metric(name + PER_SECOND, unit + UNIT_PER_SECOND, false);
  }

  /** {@return the counter that this is the growth of, if {@link #isPerSecond}; else this} */
  public Metric grown() {
    return isPerSecond()
        ? new Metric(
            name.substring(0, name.length() - PER_SECOND.length()),
            unit.substring(0, unit.length() - UNIT_PER_SECOND.length()),
            true)
        : this;
  }

  /** {@return whether this is what a counter grows by in a second} */
  public boolean isPerSecond() {
    return name.endsWith(PER_SECOND);
  }

  /**
   * A metric whose values do not count where HAProxy gives none.
   *
   * @param name HAProxy's name of the field, or the name of a derived value
   * @param unit the unit of its values; empty for a plain number
   * @param counter whether the values only grow until a process restarts or its counters are
   *     cleared
   */
  public Metric(String name, String unit, boolean counter) {
    this(name, unit, counter, false);
  }
}
