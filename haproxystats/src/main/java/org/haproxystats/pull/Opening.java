package org.haproxystats.pull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.haproxystats.pull.BadAnswerException.Flaw;
import org.haproxystats.runtime.Endpoint;

/** The first bytes of an answer, which tell whether it is the one that was asked for. */
final class Opening {
  private static final int SHOWN_BYTES = 100;

  /** What a master says of a pid that is none of its workers, or not yet. */
  private static final String NO_SUCH_WORKER = "Can't find the target PID";

  private final Endpoint endpoint;
  private final String command;
  private final byte[] expected;
  private final byte[] seen = new byte[SHOWN_BYTES];
  private int length;
  private long total;

  /**
   * @param expected how a good answer begins; within its first line
   */
  Opening(Endpoint endpoint, String command, String expected) {
    this.endpoint = endpoint;
    this.command = command;
    this.expected = expected.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Looks at the next bytes, from the buffer's position to {@code to}.
   *
   * @throws BadAnswerException if this is another answer; not before the whole of its first line
   *     has come, which the text quotes
   */
  void look(ByteBuffer bytes, int to) throws BadAnswerException {
    total += to - bytes.position();
    for (int i = bytes.position(); i < to && length < SHOWN_BYTES; i++) {
      byte b = bytes.get(i);
      seen[length++] = b;
      if ((b == '\n' || length == SHOWN_BYTES) && isOther()) {
        throw other();
      }
    }
  }

  /** Whether what has come so far cannot be the answer that was asked for. */
  boolean isOther() {
    for (int i = 0; i < Math.min(length, expected.length); i++) {
      if (seen[i] != expected[i]) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return total == 0;
  }

  /** What to say when the answer ended too early. */
  BadAnswerException cutShort() {
    if (isEmpty()) {
      return new BadAnswerException(endpoint, "no answer to '" + command + "'", Flaw.CUT_SHORT);
    }
    return isOther()
        ? other()
        : new BadAnswerException(
            endpoint,
            "the answer to '%s' was cut short after %d bytes".formatted(command, total),
            Flaw.CUT_SHORT);
  }

  private BadAnswerException other() {
    var line = firstLine();
    return new BadAnswerException(
        endpoint,
        "'" + line + "' instead of an answer to '" + command + "'",
        line.startsWith(NO_SUCH_WORKER) ? Flaw.NO_SUCH_WORKER : Flaw.OTHER);
  }

  BadAnswerException bad(String detail) {
    return new BadAnswerException(endpoint, detail);
  }

  private String firstLine() {
    return new String(seen, 0, length, StandardCharsets.ISO_8859_1)
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("[^\\x20-\\x7e]", "?");
  }
}
