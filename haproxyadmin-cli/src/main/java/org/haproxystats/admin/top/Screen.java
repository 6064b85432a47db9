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
  private final List<Line> remarks;
  private final List<Line> header;
  private final List<Line> footer;

  /**
   * @param rows what the table of the state shows
   * @param note what is missing in it; empty if nothing is
   */
  Screen(Sample sample, ViewState state, Rows rows, String note, Glyphs glyphs, Size size) {
    this.sample = sample;
    this.state = state;
    this.rows = rows;
    this.glyphs = glyphs;
    this.size = size;
    header = Header.lines(sample, state, glyphs, size.width(), Math.max(1, size.height() / 4));
    remarks = remarks(state, note);
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
    return size.height() - header.size() - 1 - remarks.size() - footer.size();
  }

  List<Line> lines() {
    if (size.isTooSmall()) {
      return List.of(Line.of("The terminal is too small.", Tone.WARN));
    }
    var lines = new ArrayList<>(header);
    lines.add(views());
    lines.addAll(remarks);
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
    var current = state.view().parent().orElse(state.view());
    for (var view : View.CHOICE) {
      line.add(line.width() == 0 ? "" : " ").add(String.valueOf(view.key()), Tone.KEY);
      line.add(
          view == current ? "[" + view.title() + "]" : " " + view.title(),
          view == current ? Tone.TITLE : Tone.PLAIN);
    }
    return line.build();
  }

  /** What narrows the view, and what is missing in it; no line if nothing does. */
  private static List<Line> remarks(ViewState state, String note) {
    var chosen = new ArrayList<String>();
    if (!state.pane().subject().isEmpty()) {
      chosen.add(state.view().title() + " of " + state.pane().subject());
    }
    if (!state.pane().filter().isEmpty()) {
      chosen.add("filter: " + state.pane().filter());
    }
    if (state.pane().alarmsOnly()) {
      chosen.add("only alarms");
    }
    if (chosen.isEmpty() && note.isEmpty()) {
      return List.of();
    }
    return List.of(
        Line.builder()
            .add(String.join(", ", chosen), Tone.NOTE)
            .to(0)
            .add(note, Tone.WARN)
            .build());
  }

  private List<Line> body() {
    if (state.help()) {
      return Help.lines();
    }
    var opened = state.pane().opened();
    if (opened != null) {
      var all =
          opened instanceof Item.Key key
              ? Detail.lines(sample, key, glyphs, size.width())
              : wrapped(rows.details(opened));
      int first = Math.min(state.pane().scroll(), Math.max(0, all.size() - bodyHeight()));
      return all.subList(first, all.size());
    }
    return Grid.lines(rows, state.pane(), glyphs, size.width(), bodyHeight());
  }

  private List<Line> wrapped(List<String> texts) {
    var lines = new ArrayList<Line>();
    for (var text : texts) {
      for (int start = 0; start == 0 || start < text.length(); start += size.width()) {
        int end = Math.min(start + size.width(), text.length());
        lines.add(Line.of(text.substring(start, end), Tone.PLAIN));
      }
    }
    return lines;
  }
}
