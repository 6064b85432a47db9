package org.haproxystats.runtime.stats;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One field of {@code show info} or {@code show stat}, as the catalogue describes it.
 *
 * @param source the command that shows it
 * @param name HAProxy's name
 * @param since the first HAProxy version that has it, such as {@code 2.4}
 * @param on the kinds of object that have it
 * @param nature what its values are
 * @param numeric whether its values are numbers
 * @param unit the unit of its values; empty for a plain number
 * @param exact how it is aggregated over processes by its meaning
 * @param compatible how the Python haproxystats aggregates it; no entry where it does not know it
 * @param meaning a few words on what it says
 */
public record Field(
    Source source,
    String name,
    String since,
    Set<ObjectKind> on,
    Nature nature,
    boolean numeric,
    String unit,
    Aggregation exact,
    Map<ObjectKind, Aggregation> compatible,
    String meaning) {

  /** The command that shows a field. */
  public enum Source {
    /** {@code show info} */
    INFO,
    /** {@code show stat} */
    STAT
  }

  /** Keeps a copy that nobody can change. */
  public Field {
    on = Set.copyOf(on);
    compatible = Map.copyOf(compatible);
  }

  /**
   * {@return the rule of the Python haproxystats for objects of a kind; empty where it has none}
   *
   * @param kind what the objects are
   */
  public Optional<Aggregation> compatible(ObjectKind kind) {
    return Optional.ofNullable(compatible.get(kind));
  }

  /** {@return whether its values are numbers that become one over processes} */
  public boolean isMetric() {
    return numeric && exact.givesOneValue();
  }

  Metric metric(boolean absentIsZero) {
    return new Metric(name, unit, nature == Nature.COUNTER, absentIsZero);
  }
}
