package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lays a table out on the lines that there are for it: its headings, and the rows around the
 * cursor.
 */
final class Grid {
  private static final int WIDEST_NAME = 44;

  private final Rows rows;
  private final Pane pane;
  private final Glyphs glyphs;
  private final List<Rows.Heading> headings;
  private final List<Integer> shown;
  private final int[] widths;

  private Grid(Rows rows, Pane pane, Glyphs glyphs, int width) {
    this.rows = rows;
    this.pane = pane;
    this.glyphs = glyphs;
    headings = rows.headings();
    widths = headings.stream().mapToInt(Rows.Heading::width).toArray();
    int sorted = pane.sorting().column();
    if (sorted >= 0 && sorted < widths.length) {
      widths[sorted] = Math.max(widths[sorted], headings.get(sorted).title().length() + 1);
    }
    shown = choose(width);
    stretch(width - used(shown));
  }

  /**
   * The lines of a table.
   *
   * @param height how many lines there are, that of the headings included
   */
  static List<Line> lines(Rows rows, Pane pane, Glyphs glyphs, int width, int height) {
    var grid = new Grid(rows, pane, glyphs, width);
    var lines = new ArrayList<Line>();
    lines.add(grid.headingLine());
    if (rows.size() == 0) {
      lines.add(Line.of(rows.emptiness(), Tone.DIM));
      return lines;
    }
    int selected = pane.cursor().at(rows);
    int top = pane.cursor().top(selected, rows.size(), height - 1);
    for (int row = top; row < Math.min(top + height - 1, rows.size()); row++) {
      var line = grid.line(row);
      lines.add(row == selected ? line.marked() : line);
    }
    return lines;
  }

  /** The columns for which there is room; the sorted one always is among them. */
  private List<Integer> choose(int width) {
    var byPriority =
        IntStream.range(0, widths.length)
            .filter(column -> !headings.get(column).isHidden())
            .boxed()
            .sorted((a, b) -> Integer.compare(priority(a), priority(b)))
            .toList();
    var chosen = new ArrayList<Integer>();
    for (int column : byPriority) {
      chosen.add(column);
      if (priority(column) > 0 && used(chosen) > width) {
        chosen.removeLast();
      }
    }
    return chosen.stream().sorted().toList();
  }

  private int priority(int column) {
    return column == pane.sorting().column() ? 0 : headings.get(column).priority();
  }

  private int used(List<Integer> columns) {
    return columns.stream().mapToInt(column -> widths[column] + 1).sum() - 1;
  }

  /** Gives the room that is left over to the names, and to a column that can use it. */
  private void stretch(int left) {
    int spare = Math.max(0, left);
    int name = first(Rows.Align.NAME);
    int rest = first(Rows.Align.REST);
    int latest = first(Rows.Align.LATEST);
    if (name >= 0) {
      int all = rest >= 0 || latest >= 0 ? spare * 2 / 3 : spare;
      int more = Math.clamp(WIDEST_NAME - widths[name], 0, all);
      widths[name] += more;
      spare -= more;
    }
    if (rest >= 0) {
      widths[rest] += spare;
    } else if (latest >= 0) {
      widths[latest] = Math.min(ObjectTable.COURSE_KEPT, widths[latest] + spare);
    }
  }

  /** The first column on the screen of that kind; negative if there is none. */
  private int first(Rows.Align align) {
    return shown.stream()
        .filter(column -> headings.get(column).align() == align)
        .findFirst()
        .orElse(-1);
  }

  private Line headingLine() {
    var line = Line.builder();
    for (int column : shown) {
      var heading = headings.get(column);
      boolean sorted = column == pane.sorting().column();
      var title = heading.title() + (sorted ? glyphs.order(pane.sorting().descending()) : "");
      put(line, column, title, sorted ? Tone.TITLE : Tone.HEADING);
    }
    return line.build();
  }

  private Line line(int row) {
    var cells = rows.cells(row);
    var line = Line.builder();
    for (int column : shown) {
      put(line, column, cells.get(column).text(), cells.get(column).tone());
    }
    return line.build();
  }

  private void put(Line.Builder line, int column, String text, Tone tone) {
    if (line.width() > 0) {
      line.add(" ");
    }
    int width = widths[column];
    switch (headings.get(column).align()) {
      case NAME -> line.name(text, width, tone);
      case LEFT, REST -> line.left(text, width, tone);
      case RIGHT -> line.right(text, width, tone);
      case LATEST -> line.latest(text, width, tone);
    }
  }
}
