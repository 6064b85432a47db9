package org.haproxystats.runtime;

/**
 * How a value becomes one word of a command line (HAProxy's management guide, section 9.3): a
 * backslash makes the next character an ordinary one, quotes mean nothing, there is no empty word.
 */
final class Words {
  private static final HaproxyVersion PAYLOAD_PATTERNS = HaproxyVersion.of(2, 9);
  private static final int SHOWN = 40;

  private Words() {}

  /**
   * Refuses what no version can take as one word.
   *
   * @throws UnsendableValueException if the value is empty or has a line feed, carriage return or
   *     NUL in it
   */
  static String checked(String value) {
    if (value.isEmpty()) {
      throw new UnsendableValueException(
          "an empty value cannot be sent: HAProxy's command line knows no empty word");
    }
    return checkedLine(value);
  }

  /** As {@link #checked}, for a value that the message must not quote. */
  static String checkedSecret(String value) {
    try {
      return checked(value);
    } catch (UnsendableValueException _) {
      throw new UnsendableValueException(
          "a secret cannot be sent: it is empty or has a character in it that would end the command");
    }
  }

  /** Refuses what no version can take as one line of a payload, which may be empty. */
  static String checkedLine(String value) {
    boolean hasSurrogates = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n' || c == '\r' || c == 0) {
        throw new UnsendableValueException(
            "%s has a %s in it, which would end the command"
                .formatted(
                    quoted(value),
                    c == '\n' ? "line feed" : c == '\r' ? "carriage return" : "NUL"));
      }
      hasSurrogates |= Character.isSurrogate(c);
    }
    if (hasSurrogates && !isUnicode(value)) {
      throw new UnsendableValueException(
          quoted(value) + " has half a character in it (an unpaired surrogate)");
    }
    return value;
  }

  static boolean isUnicode(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /**
   * One word, escaped.
   *
   * @param last whether it is the last of the line, where {@code <<} announces a payload
   * @throws UnsendableValueException if this version would take the word for something else
   */
  static String escaped(String value, boolean last, HaproxyVersion version) {
    if (last && !version.isAtLeast(PAYLOAD_PATTERNS) && value.endsWith("<<")) {
      throw new UnsendableValueException(
          "%s ends in '<<', which HAProxy %s takes for the announcement of a payload"
              .formatted(quoted(value), version));
    }
    var word = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c == ';' || isBlank(c) || announcesPayload(value, i)) {
        word.append('\\');
      }
      word.append(c);
    }
    return word.toString();
  }

  /** HAProxy takes {@code <<} after a blank for one, even if the blank is escaped. */
  private static boolean announcesPayload(String value, int at) {
    return value.startsWith("<<", at) && (at == 0 || isBlank(value.charAt(at - 1)));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static String quoted(String value) {
    var shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    return "'" + shown.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0") + "'";
  }
}
