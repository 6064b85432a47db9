package org.haproxystats.runtime.stats;

import java.util.Locale;

/** How the values that several rows or processes have for one field become one value. */
public sealed interface Aggregation {

  /** Rules that look at nothing but the field itself. */
  enum Plain implements Aggregation {
    SUM,
    MEAN,
    MAX,
    MIN,
    /** The lowest value; a negative one means 'never' and does not count. */
    MIN_UNLESS_NEGATIVE,
    /** The sum of limits; unlimited (zero or no value) as soon as one of them is. */
    LIMIT,
    /** The value is the same everywhere; the first one is taken. */
    SAME
  }

  /** There is no one value: it is a key, a text, or makes sense for each process only. */
  enum Never implements Aggregation {
    EACH,
    KEY,
    NONE
  }

  /**
   * The plain mean of the rows in which another field is above zero.
   *
   * @param field the other field, such as {@code lbtot}
   */
  record MeanWhere(String field) implements Aggregation {}

  /**
   * The mean, weighted with another field.
   *
   * @param field the other field, a counter or a rate
   */
  record MeanBy(String field) implements Aggregation {}

  /** Whether the rule gives a value at all. */
  default boolean givesOneValue() {
    return !(this instanceof Never);
  }

  /**
   * Reads a rule as the catalogue writes it, such as {@code sum}, {@code mean by lbtot} or {@code
   * mean-where-lbtot}.
   *
   * @throws IllegalArgumentException if there is no such rule
   */
  static Aggregation parse(String text) {
    if (text.startsWith("mean by ")) {
      return new MeanBy(text.substring("mean by ".length()));
    }
    if (text.startsWith("mean-where-")) {
      return new MeanWhere(text.substring("mean-where-".length()));
    }
    var name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    for (var never : Never.values()) {
      if (never.name().equals(name)) {
        return never;
      }
    }
    return Plain.valueOf(name);
  }
}
