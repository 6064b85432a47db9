package org.haproxystats.admin.top;

/**
 * What a piece of text is, which decides how it looks. Nothing is told by colour alone: without
 * colours, the text still says it.
 */
enum Tone {
  PLAIN("", ""),
  DIM("2", "2"),
  GOOD("32", ""),
  /** Worth knowing, and intended, such as a server in maintenance. */
  NOTE("36", ""),
  WARN("33", "1"),
  BAD("1;31", "1"),
  TITLE("1", "1"),
  HEADING("4", "4"),
  /** What a key does, in the line of keys. */
  KEY("1;36", "1");

  private final String coloured;
  private final String plain;

  Tone(String coloured, String plain) {
    this.coloured = coloured;
    this.plain = plain;
  }

  /** The parameters of the terminal's attribute sequence (SGR); empty for none. */
  String attributes(boolean colours) {
    return colours ? coloured : plain;
  }

  /** The more alarming of two. */
  Tone or(Tone other) {
    return other.alarm() > alarm() ? other : this;
  }

  private int alarm() {
    return switch (this) {
      case BAD -> 3;
      case WARN -> 2;
      case NOTE -> 1;
      default -> 0;
    };
  }

  /** Whether it is more than worth knowing. */
  boolean isAlarm() {
    return alarm() >= 2;
  }
}
