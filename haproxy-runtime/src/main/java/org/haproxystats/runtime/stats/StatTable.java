package org.haproxystats.runtime.stats;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code show stat} of one process, by columns: a {@code long[]} for each numeric
 * field that was asked for, and the names as bytes. Rows keep HAProxy's order.
 *
 * <p>A reader fills the same table again at its next use, so that a steady stream of dumps of the
 * same size allocates nothing.
 */
public final class StatTable {
  /** The long that stands for an empty cell. */
  public static final long ABSENT = MetricColumn.ABSENT;

  /** What a row describes, in the order of the numbers in HAProxy's column {@code type}. */
  public enum RowType {
    /** A frontend, or the front of a {@code listen} section. */
    FRONTEND,
    /** A backend, or the back of a {@code listen} section. */
    BACKEND,
    /** A server of a backend. */
    SERVER,
    /** A {@code bind} line of a frontend. */
    LISTENER
  }

  static final List<RowType> ROW_TYPES = List.of(RowType.values());
  private static final int PROBLEMS_KEPT = 5;

  private final List<String> fields;
  private final long[][] columns;
  private final boolean[] inHeader;
  private final List<String> textFields;
  private final List<@Nullable TextValue[]> texts = new ArrayList<>();
  private byte[] types = new byte[64];
  // Row i has its proxy's name at nameEnds[2i-1] to nameEnds[2i], its own from there to
  // nameEnds[2i+1].
  private int[] nameEnds = new int[128];
  private byte[] names = new byte[4096];
  private int rows;
  private final List<String> problems = new ArrayList<>();
  private int problemCount;
  private int problemsBeforeRow;

  StatTable(List<String> fields, List<String> textFields) {
    this.textFields = List.copyOf(textFields);
    textFields.forEach(field -> texts.add(new @Nullable TextValue[64]));
    this.fields = List.copyOf(fields);
    columns = new long[fields.size()][64];
    inHeader = new boolean[fields.size()];
  }

  /** {@return the numeric fields that were asked for} */
  public List<String> fields() {
    return fields;
  }

  /** {@return the number of rows} */
  public int rows() {
    return rows;
  }

  /**
   * {@return what a row describes}
   *
   * @param row from 0, below {@link #rows}
   */
  public RowType type(int row) {
    return ROW_TYPES.get(types[row]);
  }

  /**
   * {@return the name of the frontend or backend that the row belongs to (HAProxy's {@code
   * pxname})}
   *
   * @param row from 0, below {@link #rows}
   */
  public String proxy(int row) {
    return text(proxyStart(row), proxyEnd(row));
  }

  /**
   * {@return the row's own name (HAProxy's {@code svname})}
   *
   * @param row from 0, below {@link #rows}
   */
  public String service(int row) {
    return text(proxyEnd(row), serviceEnd(row));
  }

  /**
   * {@return whether HAProxy's header names a field, and the reader was made for it}
   *
   * @param field HAProxy's name of it
   */
  public boolean hasColumn(String field) {
    int column = fields.indexOf(field);
    return column >= 0 && inHeader[column];
  }

  /**
   * {@return the value of a field; {@link #ABSENT} for an empty cell, and where the header does not
   * name the field}
   *
   * @param row from 0, below {@link #rows}
   * @param field HAProxy's name of it
   * @throws IllegalArgumentException if the reader was not made for that field
   */
  public long value(int row, String field) {
    int column = fields.indexOf(field);
    if (column < 0) {
      throw new IllegalArgumentException("the field " + field + " was not read");
    }
    return inHeader[column] ? columns[column][row] : ABSENT;
  }

  /**
   * {@return what could not be read, a line for each of the first few cases; empty if all is well}
   */
  public List<String> problems() {
    if (problemCount <= PROBLEMS_KEPT) {
      return List.copyOf(problems);
    }
    var shortened = new ArrayList<>(problems);
    shortened.add("and " + (problemCount - PROBLEMS_KEPT) + " more of that kind");
    return shortened;
  }

  private String text(int start, int end) {
    return new String(names, start, end - start, StandardCharsets.UTF_8);
  }

  // --- for the aggregator, which reads whole columns

  byte[] names() {
    return names;
  }

  int proxyStart(int row) {
    return row == 0 ? 0 : nameEnds[2 * row - 1];
  }

  int proxyEnd(int row) {
    return nameEnds[2 * row];
  }

  int serviceEnd(int row) {
    return nameEnds[2 * row + 1];
  }

  /**
   * A whole column, longer than there are rows; null if HAProxy's header does not name the field.
   */
  long @Nullable [] column(String field) {
    int column = fields.indexOf(field);
    return column >= 0 && inHeader[column] ? columns[column] : null;
  }

  /**
   * A whole column of texts, longer than there are rows; null if the reader was not made for that
   * field.
   */
  @Nullable TextValue @Nullable [] texts(String field) {
    int column = textFields.indexOf(field);
    return column < 0 ? null : texts.get(column);
  }

  // --- for the reader

  void clear() {
    rows = 0;
    problems.clear();
    problemCount = 0;
    Arrays.fill(inHeader, false);
    for (@Nullable TextValue[] column : texts) {
      Arrays.fill(column, null);
    }
  }

  /** Notes that the header names a field; false if it has named it before. */
  boolean markInHeader(int column) {
    boolean first = !inHeader[column];
    inHeader[column] = true;
    return first;
  }

  /** Makes room for one more row; it counts after {@link #endRow}. */
  void makeRoom() {
    if (rows == types.length) {
      int capacity = rows * 2;
      types = Arrays.copyOf(types, capacity);
      nameEnds = Arrays.copyOf(nameEnds, 2 * capacity);
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], capacity);
      }
      texts.replaceAll(column -> Arrays.copyOf(column, capacity));
    }
  }

  /** Makes room for one more row, all of its values absent. */
  void beginRow() {
    makeRoom();
    for (var column : columns) {
      column[rows] = ABSENT;
    }
    for (@Nullable TextValue[] column : texts) {
      column[rows] = null;
    }
    problemsBeforeRow = problemCount;
  }

  /** Forgets the row that was begun: it will be read again. */
  void abandonRow() {
    problemCount = problemsBeforeRow;
    while (problems.size() > problemCount) {
      problems.removeLast();
    }
  }

  void set(int column, long value) {
    columns[column][rows] = value;
  }

  void setText(int column, @Nullable TextValue value) {
    @Nullable TextValue[] values = texts.get(column);
    values[rows] = value;
  }

  /** Takes the row's name of the proxy (0) or its own (1), in that order. */
  void name(int which, byte[] bytes, int start, int end) {
    int at = which == 0 ? proxyStart(rows) : nameEnds[2 * rows];
    int length = end - start;
    if (at + length > names.length) {
      names = Arrays.copyOf(names, Math.max(names.length * 2, at + length));
    }
    System.arraycopy(bytes, start, names, at, length);
    nameEnds[2 * rows + which] = at + length;
  }

  /** Whether one of the names of the row that was begun is empty. */
  boolean lacksName() {
    return proxyEnd(rows) == proxyStart(rows) || serviceEnd(rows) == proxyEnd(rows);
  }

  /** Takes the row; {@code type} is an index of {@link #ROW_TYPES}. */
  void endRow(int type) {
    types[rows] = (byte) type;
    rows++;
  }

  void problem(String text) {
    if (problemCount++ < PROBLEMS_KEPT) {
      problems.add(text);
    }
  }
}
