package org.haproxystats.admin.top;

import java.util.Arrays;
import java.util.List;

/**
 * Turns the lines of a screen into what has to be sent to a terminal that shows the lines before:
 * only what has changed is written again, so that a slow link stays usable.
 */
final class Painter {
  /** So many unchanged characters are cheaper than to move the cursor over them. */
  private static final int SHORT_GAP = 5;

  private static final String ESCAPE = "\033[";

  /** One row of the screen: each character with its look. */
  @SuppressWarnings("ArrayRecordComponent") // compared character by character
  private record Row(char[] text, Tone[] tones, boolean selected) {
    boolean isSame(Row other, int column) {
      return text[column] == other.text[column]
          && selected == other.selected
          && tones[column] == other.tones[column];
    }
  }

  private final boolean colours;
  private Row[] shown = {};
  private int width;

  /**
   * @param colours whether the terminal shows colours
   */
  Painter(boolean colours) {
    this.colours = colours;
  }

  /** Has everything be drawn the next time, because nobody knows what the terminal shows. */
  void forget() {
    shown = new Row[0];
  }

  /**
   * What to send.
   *
   * @param lines those of the whole screen from the top; what is missing is empty
   * @param size of the terminal
   */
  String paint(List<Line> lines, Size size) {
    var out = new StringBuilder();
    if (shown.length != size.height() || width != size.width()) {
      out.append(ESCAPE).append("0m").append(ESCAPE).append("2J");
      width = size.width();
      shown = new Row[size.height()];
      Arrays.setAll(shown, _ -> row(Line.EMPTY));
    }
    for (int y = 0; y < shown.length; y++) {
      var next = row(y < lines.size() ? lines.get(y) : Line.EMPTY);
      paintRow(out, y, shown[y], next);
      shown[y] = next;
    }
    return out.toString();
  }

  private Row row(Line line) {
    var text = new char[width];
    var tones = new Tone[width];
    Arrays.fill(text, ' ');
    Arrays.fill(tones, Tone.PLAIN);
    int x = 0;
    for (var span : line.spans()) {
      for (int i = 0; i < span.text().length() && x < width; i++, x++) {
        text[x] = span.text().charAt(i);
        tones[x] = span.tone();
      }
    }
    return new Row(text, tones, line.selected());
  }

  private void paintRow(StringBuilder out, int y, Row before, Row next) {
    int x = 0;
    while (x < width) {
      if (next.isSame(before, x)) {
        x++;
        continue;
      }
      int end = endOfChange(before, next, x);
      out.append(ESCAPE).append(y + 1).append(';').append(x + 1).append('H');
      write(out, next, x, end);
      x = end;
    }
  }

  /** Where the changed part ends that begins at a column; short gaps are a part of it. */
  private int endOfChange(Row before, Row next, int from) {
    int end = from + 1;
    for (int x = end; x < width && x - end <= SHORT_GAP; x++) {
      if (!next.isSame(before, x)) {
        end = x + 1;
      }
    }
    return end;
  }

  /** Writes a part of a row, and leaves the terminal's attributes as they were: none. */
  private void write(StringBuilder out, Row row, int from, int end) {
    var current = "";
    for (int x = from; x < end; x++) {
      var wanted = attributes(row, x);
      if (!wanted.equals(current)) {
        out.append(ESCAPE).append(wanted.isEmpty() || current.isEmpty() ? "" : "0;");
        out.append(wanted.isEmpty() ? "0" : wanted).append('m');
        current = wanted;
      }
      out.append(row.text[x]);
    }
    if (!current.isEmpty()) {
      out.append(ESCAPE).append("0m");
    }
  }

  private String attributes(Row row, int x) {
    var own = row.tones[x].attributes(colours);
    return row.selected ? own.isEmpty() ? "7" : own + ";7" : own;
  }
}
