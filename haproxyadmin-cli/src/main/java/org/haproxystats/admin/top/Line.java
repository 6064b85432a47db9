package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the screen.
 *
 * @param selected whether the whole line is marked
 */
record Line(List<Span> spans, boolean selected) {
  static final Line EMPTY = new Line(List.of(), false);

  Line {
    spans = List.copyOf(spans);
  }

  static Line of(String text, Tone tone) {
    return new Line(List.of(new Span(text, tone)), false);
  }

  static Builder builder() {
    return new Builder();
  }

  /** The text without tones. */
  String text() {
    var text = new StringBuilder();
    spans.forEach(span -> text.append(span.text()));
    return text.toString();
  }

  /** The same, marked. */
  Line marked() {
    return new Line(spans, true);
  }

  /** Puts a line together from the left to the right. For one thread. */
  static final class Builder {
    private final List<Span> spans = new ArrayList<>();
    private int width;

    private Builder() {}

    Builder add(String text, Tone tone) {
      if (!text.isEmpty()) {
        spans.add(new Span(text, tone));
        width += text.length();
      }
      return this;
    }

    Builder add(String text) {
      return add(text, Tone.PLAIN);
    }

    /** Blanks up to a column, counted from zero; at least one if there is text before. */
    Builder to(int column) {
      return add(" ".repeat(Math.max(width == 0 ? 0 : 1, column - width)));
    }

    /** Text that takes a number of columns: cut where it is longer, filled up on the right. */
    Builder left(String text, int columns, Tone tone) {
      return add(cut(text, columns), tone).add(" ".repeat(columns - cut(text, columns).length()));
    }

    /** Text that takes a number of columns: cut where it is longer, filled up on the left. */
    Builder right(String text, int columns, Tone tone) {
      return add(" ".repeat(columns - cut(text, columns).length())).add(cut(text, columns), tone);
    }

    /**
     * As {@link #left}, but a text that is too long loses its middle: names differ at their ends.
     */
    Builder name(String text, int columns, Tone tone) {
      if (text.length() <= columns || columns < 5) {
        return left(text, columns, tone);
      }
      int tail = (columns - 1) / 2;
      int head = columns - 1 - tail;
      return add(text.substring(0, head) + "…" + text.substring(text.length() - tail), tone);
    }

    /** The end of a text, in a number of columns. */
    Builder latest(String text, int columns, Tone tone) {
      int skipped = Math.max(0, text.length() - columns);
      return add(" ".repeat(columns - (text.length() - skipped)))
          .add(text.substring(skipped), tone);
    }

    int width() {
      return width;
    }

    Line build() {
      return new Line(spans, false);
    }

    private static String cut(String text, int columns) {
      return text.length() <= columns
          ? text
          : columns == 0 ? "" : text.substring(0, columns - 1) + "…";
    }
  }
}
