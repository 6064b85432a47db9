package org.haproxystats.config;

/**
 * Blanks as the INI dialect understands them: every blank of Unicode, as Python's {@code strip}.
 */
final class Text {
  private Text() {}

  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /** The number of blanks in front. */
  static int indent(String text) {
    int i = 0;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String strip(String text) {
    return stripEnd(text.substring(indent(text)));
  }
}
