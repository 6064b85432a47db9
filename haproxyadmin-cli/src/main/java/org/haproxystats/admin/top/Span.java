package org.haproxystats.admin.top;

/**
 * A piece of text of one tone. What could move a terminal's cursor or change its settings is
 * replaced, since texts come from servers and clients too.
 */
record Span(String text, Tone tone) {
  private static final char REPLACEMENT = '?';

  Span {
    text = printable(text);
  }

  private static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    var result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      result.append(isPrintable(c) ? c : c == '\t' ? ' ' : REPLACEMENT);
    }
    return result.toString();
  }

  /** Whether it takes one column, whatever the terminal: no controls, nothing wide or combining. */
  private static boolean isPrintable(char c) {
    return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x300 && c != 0xad) || isGlyph(c);
  }

  /** Arrows, lines, blocks and shapes. */
  private static boolean isGlyph(char c) {
    return (c >= 0x2190 && c < 0x2200) || (c >= 0x2500 && c < 0x2600) || c == '…' || c == '—';
  }
}
