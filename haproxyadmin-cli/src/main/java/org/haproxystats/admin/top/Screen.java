package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;

/**
 * The whole screen: the header, the views, the table or what is open, and the keys. A pure function
 * of what was sampled, of what the user chose, and of the terminal's size.
 */
final class Screen {
  private final Sample sample;
  private final ViewState state;
  private final Rows rows;
  private final Glyphs glyphs;
  private final Size size;
  private final List<Line> header;
  private final List<Line> footer;

  /**
   * @param rows what the table of the state shows
   */
  Screen(Sample sample, ViewState state, Rows rows, Glyphs glyphs, Size size) {
    this.sample = sample;
    this.state = state;
    this.rows = rows;
    this.glyphs = glyphs;
    this.size = size;
    header = Header.lines(sample, state, glyphs, size.width(), Math.max(1, size.height() / 4));
    footer = Footer.lines(state, size.width());
  }

  /** What is shown before anything is known. */
  static List<Line> waiting(String whom) {
    return List.of(Line.of("Asking " + whom + " ...", Tone.DIM));
  }

  /** How many lines there are for the rows of a table. */
  int tableHeight() {
    return bodyHeight() - 1;
  }

  private int bodyHeight() {
    return size.height() - header.size() - 1 - footer.size();
  }

  List<Line> lines() {
    if (size.isTooSmall()) {
      return List.of(Line.of("The terminal is too small.", Tone.WARN));
    }
    var lines = new ArrayList<>(header);
    lines.add(views());
    var body = body();
    lines.addAll(body.subList(0, Math.min(body.size(), bodyHeight())));
    while (lines.size() < size.height() - footer.size()) {
      lines.add(Line.EMPTY);
    }
    lines.addAll(footer);
    return lines;
  }

  private Line views() {
    var line = Line.builder();
    for (var view : View.values()) {
      line.add(line.width() == 0 ? "" : " ");
      line.add(String.valueOf(view.key()), Tone.KEY);
      line.add(
          view == state.view() ? "[" + view.title() + "]" : " " + view.title(),
          view == state.view() ? Tone.TITLE : Tone.PLAIN);
    }
    var chosen = new ArrayList<String>();
    if (!state.pane().filter().isEmpty()) {
      chosen.add("filter: " + state.pane().filter());
    }
    if (state.pane().alarmsOnly()) {
      chosen.add("only alarms");
    }
    return line.add(chosen.isEmpty() ? "" : "  " + String.join(", ", chosen), Tone.NOTE).build();
  }

  private List<Line> body() {
    if (state.help()) {
      return Help.lines();
    }
    if (state.pane().opened() instanceof Item.Key key) {
      var all = Detail.lines(sample, key, glyphs, size.width());
      int first = Math.min(state.pane().scroll(), Math.max(0, all.size() - bodyHeight()));
      return all.subList(first, all.size());
    }
    return Grid.lines(rows, state.pane(), glyphs, size.width(), bodyHeight());
  }
}
