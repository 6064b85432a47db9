package org.haproxystats.runtime.table;

import java.util.Locale;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * Chooses entries of a stick table by one of their numbers: {@code data.<type> <operator> <value>}.
 *
 * @param type such as {@code gpc0}, {@code conn_rate} or {@code gpt[1]}; the table must store it
 * @param operator how an entry's number must compare with the value
 * @param value of a rate: events in the period that the table is set up for
 */
public record TableFilter(String type, Operator operator, long value) {

  /** How an entry's number is compared with the filter's. */
  public enum Operator {
    /** Equal. */
    EQ,
    /** Not equal. */
    NE,
    /** Less, or equal. */
    LE,
    /** Greater, or equal. */
    GE,
    /** Less than. */
    LT,
    /** Greater than. */
    GT;

    /** As HAProxy has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Makes a filter.
   *
   * @throws UnsendableValueException if the type cannot be the name of one
   */
  public TableFilter {
    TableData.word(type);
  }
}
