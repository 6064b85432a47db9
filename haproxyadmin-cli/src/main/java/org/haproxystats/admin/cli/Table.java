package org.haproxystats.admin.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.haproxystats.names.NearestName;

/**
 * Rows of results. A cell is a {@link String}, {@link Long}, {@link Double}, {@link Boolean} or
 * {@link #NOTHING}.
 */
final class Table {
  /** What is not known, or is not there. */
  static final Object NOTHING =
      new Object() {
        @Override
        public String toString() {
          return "";
        }
      };

  private final List<Column> columns;
  private final int keys;
  private final List<List<Object>> rows;

  private Table(List<Column> columns, int keys, List<List<Object>> rows) {
    this.columns = List.copyOf(columns);
    this.keys = keys;
    this.rows = rows;
  }

  /**
   * A table without rows.
   *
   * @param keys how many columns, from the first, name what a row is about
   */
  static Table of(int keys, Column... columns) {
    return of(keys, List.of(columns));
  }

  static Table of(int keys, List<Column> columns) {
    return new Table(columns, keys, new ArrayList<>());
  }

  /** Adds a row, which has a cell for each column. */
  void add(Object... cells) {
    add(Arrays.asList(cells));
  }

  void add(List<Object> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns);
    }
    rows.add(List.copyOf(cells));
  }

  /** A number as a cell: whole if it is whole. */
  static Object cell(OptionalDouble value) {
    return value.isPresent() ? cell(value.getAsDouble()) : NOTHING;
  }

  static Object cell(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : value;
  }

  /** A text as a cell: a number if it is one. */
  static Object cell(String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return text;
    }
  }

  /** A text as a cell. */
  static Object text(String text) {
    return text.isEmpty() ? NOTHING : text;
  }

  List<Column> columns() {
    return columns;
  }

  /** How many columns name what a row is about. */
  int keys() {
    return keys;
  }

  List<List<Object>> rows() {
    return rows;
  }

  /** The rows of this table, and then those of another that has the same columns. */
  Table with(Table other) {
    var all = new ArrayList<>(rows);
    all.addAll(other.rows);
    return new Table(columns, keys, all);
  }

  /** The same without the columns that have nothing in any row. */
  Table withoutEmpty() throws UsageException {
    var used = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      int place = i;
      if (rows.stream().anyMatch(row -> !row.get(place).toString().isEmpty())) {
        used.add(columns.get(i).name());
      }
    }
    return withFields(used);
  }

  /** The same with some of the columns, in the order of the names. */
  Table withFields(List<String> names) throws UsageException {
    var places = new ArrayList<Integer>();
    for (var name : names) {
      places.add(place(name));
    }
    return new Table(
        places.stream().map(columns::get).toList(),
        (int) places.stream().filter(place -> place < keys).count(),
        rows.stream().map(row -> places.stream().map(row::get).toList()).toList());
  }

  /**
   * The same in the order of a column.
   *
   * @param by its name; with a {@code -} before it from high to low
   */
  Table sorted(String by) throws UsageException {
    boolean isDown = by.startsWith("-");
    int place = place(isDown ? by.substring(1) : by);
    Comparator<Object> order = Table::compare;
    var sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> row.get(place), isDown ? order.reversed() : order));
    return new Table(columns, keys, sorted);
  }

  /** Nothing, then numbers, then texts. */
  private static int compare(Object a, Object b) {
    if (a instanceof Number one && b instanceof Number other) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    return rank(a) == rank(b)
        ? a.toString().compareTo(b.toString())
        : Integer.compare(rank(a), rank(b));
  }

  private static int rank(Object cell) {
    return cell.equals(NOTHING) ? 0 : cell instanceof Number ? 1 : 2;
  }

  private int place(String name) throws UsageException {
    var names = columns.stream().map(Column::name).toList();
    int place = names.indexOf(name);
    if (place < 0) {
      throw new UsageException(
          "there is no field '%s'%s; there are: %s"
              .formatted(
                  name,
                  NearestName.of(name, names)
                      .map(near -> ", did you mean '" + near + "'?")
                      .orElse(""),
                  String.join(", ", names)));
    }
    return place;
  }
}
