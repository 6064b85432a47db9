package org.haproxystats.admin.top;

import java.io.IOException;
import java.util.Optional;

/** Makes keys of the characters that a terminal sends for them. */
final class KeyReader {
  /** Where characters come from. */
  @FunctionalInterface
  interface Source {
    /** There is no more input. */
    int END = -1;

    /** Nothing came in time. */
    int EXPIRED = -2;

    /**
     * The next character, {@link #END} or {@link #EXPIRED}.
     *
     * @param millis how long to wait, more than zero
     */
    int read(long millis) throws IOException;
  }

  private static final char ESCAPE = 0x1b;

  /** What a key sends after the escape character comes at once, even over a slow link. */
  private static final long SEQUENCE_MILLIS = 100;

  /** A read that waits for ever would keep the terminal from being closed. */
  private static final long IDLE_MILLIS = 500;

  private final Source source;

  /** What came after an escape character without being a sequence with it. */
  private int pending = Source.EXPIRED;

  KeyReader(Source source) {
    this.source = source;
  }

  /** Waits for the next key; empty at the end of the input. */
  Optional<Key> next() throws IOException {
    int c = pending;
    pending = Source.EXPIRED;
    while (c == Source.EXPIRED) {
      c = source.read(IDLE_MILLIS);
    }
    return c == Source.END ? Optional.empty() : Optional.of(key((char) c));
  }

  private Key key(char c) throws IOException {
    return switch (c) {
      case ESCAPE -> sequence();
      case '\r', '\n' -> Key.Named.ENTER;
      case '\t' -> Key.Named.TAB;
      case 0x7f, '\b' -> Key.Named.BACKSPACE;
      case 0x03 -> Key.Named.INTERRUPT;
      case 0x0c -> Key.Named.REDRAW;
      case 0x02 -> Key.Named.PAGE_UP;
      case 0x06 -> Key.Named.PAGE_DOWN;
      default -> c < ' ' ? Key.Named.OTHER : new Key.Typed(c);
    };
  }

  private Key sequence() throws IOException {
    int kind = source.read(SEQUENCE_MILLIS);
    if (kind != '[' && kind != 'O') {
      pending = kind;
      return Key.Named.ESCAPE;
    }
    var parameters = new StringBuilder();
    int c = source.read(SEQUENCE_MILLIS);
    while (c >= ' ' && c < '@') {
      parameters.append((char) c);
      c = source.read(SEQUENCE_MILLIS);
    }
    return c < 0 ? Key.Named.OTHER : named((char) c, parameters.toString());
  }

  private static Key named(char last, String parameters) {
    return switch (last) {
      case 'A' -> Key.Named.UP;
      case 'B' -> Key.Named.DOWN;
      case 'C' -> Key.Named.RIGHT;
      case 'D' -> Key.Named.LEFT;
      case 'H' -> Key.Named.HOME;
      case 'F' -> Key.Named.END;
      case 'M' -> Key.Named.ENTER;
      case '~' ->
          switch (parameters) {
            case "1", "7" -> Key.Named.HOME;
            case "4", "8" -> Key.Named.END;
            case "5" -> Key.Named.PAGE_UP;
            case "6" -> Key.Named.PAGE_DOWN;
            default -> Key.Named.OTHER;
          };
      default -> Key.Named.OTHER;
    };
  }
}
