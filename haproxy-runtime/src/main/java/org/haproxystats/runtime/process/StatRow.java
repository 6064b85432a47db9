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

  private final StatHeader header;
  private final String line;
  private final int[] ends;
  private final RowType type;

  private StatRow(StatHeader header, String line, int[] ends) {
    this.header = header;
    this.line = line;
    this.ends = ends;
    type = type(number("type").orElse(-1));
  }

  /**
   * Reads one row.
   *
   * @throws IllegalArgumentException if it does not fit the header
   */
  static StatRow of(StatHeader header, String line) {
    var ends = new int[header.width()];
    int cells = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted; // twice for a doubled one
      } else if (c == ',' && !quoted) {
        if (cells < ends.length) {
          ends[cells] = i;
        }
        cells++;
      }
    }
    if (cells != ends.length || !line.endsWith(",")) {
      throw new IllegalArgumentException(cells + " cells for " + ends.length + " columns");
    }
    return new StatRow(header, line, ends);
  }

  private static RowType type(long number) {
    if (number < 0 || number >= TYPES.length) {
      throw new IllegalArgumentException("no row has the type " + number);
    }
    return TYPES[(int) number];
  }

  /** What the row describes. */
  public RowType type() {
    return type;
  }

  /** The name of the frontend or backend that the row belongs to ({@code pxname}). */
  public String proxy() {
    return text("pxname").orElse("");
  }

  /** The row's own name, {@code FRONTEND} and {@code BACKEND} included ({@code svname}). */
  public String service() {
    return text("svname").orElse("");
  }

  /** The names of all fields that HAProxy's header has, in its order. */
  public List<String> fields() {
    return List.copyOf(header.columns().keySet());
  }

  /** The value of a field; empty if the cell is empty, or if there is no such field. */
  public Optional<String> text(String field) {
    var column = header.columns().get(field);
    if (column == null) {
      return Optional.empty();
    }
    var cell = line.substring(column == 0 ? 0 : ends[column - 1] + 1, ends[column]);
    if (cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"")) {
      cell = cell.substring(1, cell.length() - 1).replace("\"\"", "\"");
    }
    return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
  }

  /** The value of a field as a whole number; empty if there is none or it is something else. */
  public OptionalLong number(String field) {
    var text = text(field);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // text: no whole number
    }
  }

  /** As HAProxy wrote it. */
  @Override
  public String toString() {
    return line;
  }
}
