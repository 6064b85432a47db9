package org.haproxystats.runtime.process;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.haproxystats.runtime.stats.StatTable.RowType;

/**
 * One row of {@code show stat} as CSV (management guide, section 9.1): every field by the name that
 * HAProxy's header gives it. Cells are taken out of the row only when they are asked for.
 */
public final class StatRow {
  private static final RowType[] TYPES = RowType.values();

  /** HAProxy always has these two first. */
  private static final int PROXY = 0;

  private static final int SERVICE = 1;

  /** So many always fit into a long. */
  private static final int SURE_DIGITS = 18;

  private final StatDump dump;
  private final int firstCell;
  private final int start;
  private final int end;
  private final RowType type;

  /**
   * Takes one row.
   *
   * @param typeColumn the number of the column that has the row's type
   * @throws IllegalArgumentException if it is of no known type
   */
  StatRow(StatDump dump, int typeColumn, int firstCell, int start, int end) {
    this.dump = dump;
    this.firstCell = firstCell;
    this.start = start;
    this.end = end;
    type = type(number(typeColumn).orElse(-1));
  }

  private static RowType type(long number) {
    if (number < 0 || number >= TYPES.length) {
      throw new IllegalArgumentException("no row has the type " + number);
    }
    return TYPES[(int) number];
  }

  /** {@return what the row describes} */
  public RowType type() {
    return type;
  }

  /** {@return the name of the frontend or backend that the row belongs to ({@code pxname})} */
  public String proxy() {
    return text(PROXY);
  }

  /**
   * {@return the row's own name, {@code FRONTEND} and {@code BACKEND} included ({@code svname})}
   */
  public String service() {
    return text(SERVICE);
  }

  /**
   * {@return whether it is the row of that type and these names}
   *
   * @param type what the row is to describe
   * @param proxy the frontend or backend that it is to belong to
   * @param service its own name, {@code FRONTEND} or {@code BACKEND} for one of these
   */
  public boolean isOf(RowType type, String proxy, String service) {
    return this.type == type && has(SERVICE, service) && has(PROXY, proxy);
  }

  private boolean has(int column, String value) {
    int from = from(column);
    int length = to(column) - from;
    int same = 0;
    while (same < length && same < value.length() && dump.at(from + same) == value.charAt(same)) {
      same++;
    }
    // Quotes, and what is not ASCII, are taken apart before they are compared.
    return (same == length && same == value.length()) || text(column).equals(value);
  }

  /** {@return the names of all fields that HAProxy's header has, in its order} */
  public List<String> fields() {
    return List.copyOf(dump.header().columns().keySet());
  }

  /**
   * {@return the value of a field; empty if the cell is empty, or if there is no such field}
   *
   * @param field HAProxy's name of it, such as {@code addr}
   */
  public Optional<String> text(String field) {
    var column = dump.header().columns().get(field);
    var text = column == null ? "" : text(column);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private String text(int column) {
    int from = from(column);
    int to = to(column);
    if (to - from < 2 || dump.at(from) != '"' || dump.at(to - 1) != '"') {
      return from == to ? "" : dump.text(from, to);
    }
    return dump.text(from + 1, to - 1).replace("\"\"", "\"");
  }

  private int from(int column) {
    return column == 0 ? start : dump.end(firstCell + column - 1) + 1;
  }

  private int to(int column) {
    return dump.end(firstCell + column);
  }

  /**
   * {@return the value of a field as a whole number; empty if there is none or it is something
   * else}
   *
   * @param field HAProxy's name of it, such as {@code scur}
   */
  public OptionalLong number(String field) {
    var column = dump.header().columns().get(field);
    return column == null ? OptionalLong.empty() : number(column);
  }

  private OptionalLong number(int column) {
    int from = from(column);
    int to = to(column);
    if (from == to) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = dump.at(i) - '0';
      if (digit < 0 || digit > 9 || to - from > SURE_DIGITS) {
        return parsed(text(column));
      }
      number = 10 * number + digit;
    }
    return OptionalLong.of(number);
  }

  /** The same with a sign, or with so many digits that there may be too many. */
  private static OptionalLong parsed(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // text: no whole number
    }
  }

  /** As HAProxy wrote it. */
  @Override
  public String toString() {
    return dump.text(start, end);
  }
}
