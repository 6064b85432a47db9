package org.haproxystats.runtime.stats;

import java.util.Locale;

/** How the values that several rows or processes have for one field become one value. */
public sealed interface Aggregation {

  /** Rules that look at nothing but the field itself. */
  enum Plain implements Aggregation {
    /** All values added up. */
    SUM,
    /** Their plain mean. */
    MEAN,
    /** The highest value. */
    MAX,
    /** The lowest value. */
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
    /** It makes sense for each process only. */
    EACH,
    /** It tells objects apart. */
    KEY,
    /** It is a text, or nobody wants it. */
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
   * @param field the other field, a gauge or a rate
   */
  record MeanBy(String field) implements Aggregation {}

  /**
   * The mean, weighted with what a counter has grown by since the snapshot before: a mean over
   * recent requests of processes that had different numbers of them. Where none has grown, the
   * plain mean of the rows whose counter is above zero.
   *
   * @param field the counter
   */
  record MeanByGrowth(String field) implements Aggregation {}

  /**
   * What a counter has grown by since the snapshot before, in a second, added up. None for an
   * object of which a counter has begun anew.
   */
  record PerSecond() implements Aggregation {}

  /** {@return whether the rule gives a value at all} */
  default boolean givesOneValue() {
    return !(this instanceof Never);
  }

  /** {@return the rule in words, as the catalogue writes it} */
  default String text() {
    return switch (this) {
      case Plain plain -> plain.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Never never -> never.name().toLowerCase(Locale.ROOT);
      case MeanWhere(var field) -> "mean-where-" + field;
      case MeanBy(var field) -> "mean by " + field;
      case MeanByGrowth(var field) -> "mean by growth of " + field;
      case PerSecond() -> "growth per second";
    };
  }
}
