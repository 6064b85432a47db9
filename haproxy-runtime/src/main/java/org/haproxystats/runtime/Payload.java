package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lines that follow a command ({@code <<}, HAProxy's management guide, section 9.3). Nothing in
 * them is escaped. From HAProxy 2.9 on an end mark closes them that no line is equal to; before, an
 * empty line does, so that none may be empty.
 */
public final class Payload {
  /** Below the size of one buffer of HAProxy (16 kB), with room for the command. */
  private static final int SMALL_BATCH_BYTES = 8 * 1024;

  /** Below the limit from HAProxy 3.4 on (128 kB). */
  private static final int LARGE_BATCH_BYTES = 100 * 1024;

  /** What every end mark begins with; it may have seven characters. */
  private static final String MARK = "END";

  private static final int LONGEST_MARK = 7;

  /** Each line with a line feed at its end. */
  private final byte[] lines;

  private final boolean divisible;
  private final int count;
  private final boolean hasEmptyLine;
  private final String mark;

  private Payload(byte[] lines, boolean divisible) {
    this.lines = lines;
    this.divisible = divisible;
    Set<String> taken = new HashSet<>();
    int lineCount = 0;
    boolean empty = false;
    int start = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] == '\n') {
        lineCount++;
        empty |= i == start;
        if (i - start <= LONGEST_MARK && lines[start] == MARK.charAt(0)) {
          taken.add(new String(lines, start, i - start, ISO_8859_1));
        }
        start = i + 1;
      } else if (lines[i] == '\r' || lines[i] == 0) {
        throw new UnsendableValueException(
            "line %d of a payload has a %s in it"
                .formatted(lineCount + 1, lines[i] == 0 ? "NUL" : "carriage return"));
      }
    }
    if (lines.length == 0) {
      throw new UnsendableValueException(
          "an empty payload cannot be sent: HAProxy takes it for none");
    }
    if (start < lines.length) {
      throw new IllegalArgumentException("the last line of a payload has no line feed");
    }
    count = lineCount;
    hasEmptyLine = empty;
    mark = markBeside(taken);
  }

  private static String markBeside(Set<String> taken) {
    for (int i = 0; ; i++) {
      var mark = MARK + Integer.toString(i, Character.MAX_RADIX);
      if (!taken.contains(mark)) {
        return mark;
      }
    }
  }

  /**
   * One thing that must arrive in one piece, such as a certificate.
   *
   * @param lines without line feeds; an empty one can be sent from HAProxy 2.9 on
   * @return the payload, which goes out in one command whatever its size
   * @throws UnsendableValueException if there is no line, or one cannot be sent
   */
  public static Payload whole(List<String> lines) {
    return new Payload(encoded(lines), false);
  }

  /**
   * Lines that mean the same when they come in several commands, such as entries of a map.
   *
   * @param lines without line feeds; an empty one can be sent from HAProxy 2.9 on
   * @return the payload; it goes out in as many commands as it needs to stay below HAProxy's limit
   * @throws UnsendableValueException if there is no line, or one cannot be sent
   */
  public static Payload batches(List<String> lines) {
    return new Payload(encoded(lines), true);
  }

  /**
   * {@return a payload as that of {@link #batches(List)}, of lines that are encoded already, and
   * are sent byte by byte as they are}
   *
   * @param lines each with a line feed at its end
   * @param from where the first one begins
   * @param to where the last one has ended
   * @throws UnsendableValueException if there is none, or one has a carriage return or NUL in it
   * @throws IllegalArgumentException if the last one has no line feed at its end
   */
  public static Payload batches(byte[] lines, int from, int to) {
    return new Payload(Arrays.copyOfRange(lines, from, to), true);
  }

  private static byte[] encoded(List<String> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(checkedLine(line)).append('\n'));
    return text.toString().getBytes(UTF_8);
  }

  /**
   * Refuses what cannot be sent as a part of a payload's line.
   *
   * @param part of a line, or all of it
   * @return the same
   * @throws UnsendableValueException if it has a line feed, carriage return, NUL or half a
   *     character in it
   */
  public static String checkedLine(String part) {
    return Words.checkedLine(part);
  }

  /**
   * Certificates and keys as PEM text; empty lines, which mean nothing there, are left out, so that
   * every version can take them.
   *
   * @param text one or several blocks, with what stands between them; CRLF ends a line as well
   * @return the payload, which goes out in one command
   * @throws UnsendableValueException if nothing is left, or there is a NUL; the text is not quoted
   */
  public static Payload pem(String text) {
    if (text.indexOf(0) >= 0 || !Words.isUnicode(text)) {
      throw new UnsendableValueException(
          "a PEM text with a NUL or half a character in it cannot be sent");
    }
    return whole(text.lines().map(String::stripTrailing).filter(l -> !l.isEmpty()).toList());
  }

  /**
   * Lines for one request, and what closes them.
   *
   * @param mark goes after {@code <<} on the command's line, and after the lines
   */
  record Piece(Payload payload, int from, int to, String mark) {
    void writeTo(ByteArrayOutputStream out) {
      out.write(payload.lines, from, to - from);
      out.writeBytes((mark + "\n").getBytes(UTF_8));
    }
  }

  /**
   * The payload in the pieces that a version can take, each to be sent with the command.
   *
   * @throws UnsendableValueException if a line is empty and the version would end there
   */
  List<Piece> pieces(HaproxyVersion version) {
    boolean hasMarks = version.isAtLeast(2, 9);
    if (hasEmptyLine && !hasMarks) {
      throw new UnsendableValueException(
          "a payload with an empty line cannot be sent to HAProxy %s: it would end there"
              .formatted(version));
    }
    int limit = version.isAtLeast(3, 4) ? LARGE_BATCH_BYTES : SMALL_BATCH_BYTES;
    var pieces = new ArrayList<Piece>();
    int from = 0;
    while (from < lines.length) {
      int to = divisible ? endOfPiece(from, limit) : lines.length;
      pieces.add(new Piece(this, from, to, hasMarks ? mark : ""));
      from = to;
    }
    return pieces;
  }

  /** As many lines as the limit lets through, and one at least. */
  private int endOfPiece(int from, int limit) {
    int end = Math.min(from + limit, lines.length);
    while (end > from && lines[end - 1] != '\n') {
      end--;
    }
    if (end == from) {
      do {
        end++;
      } while (lines[end - 1] != '\n');
    }
    return end;
  }

  /** Not the lines, which may have a key in them. */
  @Override
  public String toString() {
    return count + " lines";
  }
}
