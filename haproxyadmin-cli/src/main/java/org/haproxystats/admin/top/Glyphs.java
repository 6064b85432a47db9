package org.haproxystats.admin.top;

/** The characters that small graphs are drawn with. */
enum Glyphs {
  UNICODE("▁▂▃▄▅▆▇█", '█', '░', "▾", "▸", "▼", "▲"),
  /** For a terminal without UTF-8. */
  ASCII("_.:-=+*#", '#', '.', "-", "+", "v", "^");

  private final String levels;
  private final char full;
  private final char empty;
  private final String open;
  private final String folded;
  private final String descending;
  private final String ascending;

  Glyphs(
      String levels,
      char full,
      char empty,
      String open,
      String folded,
      String descending,
      String ascending) {
    this.levels = levels;
    this.full = full;
    this.empty = empty;
    this.open = open;
    this.folded = folded;
    this.descending = descending;
    this.ascending = ascending;
  }

  /** Whether something below is shown. */
  String fold(boolean isFolded) {
    return isFolded ? folded : open;
  }

  String order(boolean isDescending) {
    return isDescending ? descending : ascending;
  }

  /**
   * The course of a number, a character for each value, the highest of them at full height; a blank
   * where it is not known.
   *
   * @param values the oldest first
   */
  String trend(float[] values) {
    float highest = 0;
    for (float value : values) {
      highest = Float.isNaN(value) ? highest : Math.max(highest, value);
    }
    var text = new StringBuilder(values.length);
    for (float value : values) {
      text.append(Float.isNaN(value) ? ' ' : level(value, highest));
    }
    return text.toString();
  }

  /** Nothing at all is the lowest level; anything else is above it. */
  private char level(float value, float highest) {
    if (value <= 0 || highest <= 0) {
      return levels.charAt(0);
    }
    int steps = levels.length() - 1;
    return levels.charAt(Math.clamp((int) Math.ceil(steps * value / highest), 1, steps));
  }

  /** A share of a whole, as a bar. */
  String bar(double share, int width) {
    double known = Double.isNaN(share) ? 0 : Math.clamp(share, 0, 1);
    int filled = known == 0 ? 0 : Math.max(1, (int) Math.round(known * width));
    return String.valueOf(full).repeat(filled) + String.valueOf(empty).repeat(width - filled);
  }
}
