package org.haproxystats.pull;

import java.nio.ByteBuffer;
import org.haproxystats.runtime.Endpoint;

/**
 * The answer to {@code show stat} as it streams by. It begins with the names of the columns, its
 * last row has as many cells as there are columns, and it ends with an empty line.
 *
 * <p>Before HAProxy 3.0 a quoted cell may hold line feeds. A quote inside such a cell is doubled,
 * so whether a byte is inside is a matter of counting quotes.
 *
 * <p>The bytes are looked at eight at a time: most words have no line feed and no quote, and then
 * only the commas in them count.
 */
final class StatAnswer {
  static final String COMMAND = "show stat";
  private static final String FIRST_COLUMNS = "# pxname,svname";

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

  private final Opening opening;
  private boolean quoted;
  private boolean atLineStart = true;
  private boolean complete;
  private int lines;
  private int commas;
  private int headerCommas;
  private int lastCommas;

  StatAnswer(Endpoint endpoint) {
    this.opening = new Opening(endpoint, COMMAND, FIRST_COLUMNS);
  }

  /**
   * Takes all that remains in the buffer, and leaves its position as it is.
   *
   * @throws BadAnswerException if it is not an answer to {@code show stat}
   */
  void take(ByteBuffer bytes) throws BadAnswerException {
    opening.look(bytes, bytes.limit());
    int i = bytes.position();
    while (i < bytes.limit()) {
      int wordsEnd = skipWords(bytes, i);
      // The word that stopped the skipping, or the last bytes, one by one.
      int end = Math.min(wordsEnd + Long.BYTES, bytes.limit());
      for (i = wordsEnd; i < end; i++) {
        take(bytes.get(i));
      }
    }
  }

  /**
   * Returns the index of the first word that has a quote or ends a line, or is not a whole word.
   */
  private int skipWords(ByteBuffer bytes, int from) {
    if (complete) {
      return from;
    }
    int i = from;
    for (; i <= bytes.limit() - Long.BYTES; i += Long.BYTES) {
      long word = bytes.getLong(i);
      if (quoted ? has(word, '"') != 0 : (has(word, '"') | has(word, '\n')) != 0) {
        break;
      }
      if (!quoted) {
        commas += Long.bitCount(has(word, ','));
      }
      atLineStart = false;
    }
    return i;
  }

  /** Sets the highest bit of each byte of the word that equals {@code b}, and no other bit. */
  private static long has(long word, char b) {
    long zeroWhereEqual = word ^ (b * EACH_BYTE);
    return ~(((zeroWhereEqual & LOW_BITS) + LOW_BITS) | zeroWhereEqual | LOW_BITS);
  }

  private void take(byte b) throws BadAnswerException {
    if (complete && b != '\n') {
      throw opening.bad("the answer to '" + COMMAND + "' goes on after its end");
    }
    if (b == '"') {
      quoted = !quoted;
    } else if (b == ',' && !quoted) {
      commas++;
    } else if (b == '\n' && !quoted && !complete) {
      endLine();
      return;
    }
    atLineStart = false;
  }

  private void endLine() throws BadAnswerException {
    if (atLineStart) {
      complete = true;
      checkLastRow();
      return;
    }
    if (lines++ == 0) {
      headerCommas = commas;
    }
    lastCommas = commas;
    commas = 0;
    atLineStart = true;
  }

  private void checkLastRow() throws BadAnswerException {
    if (lastCommas != headerCommas) {
      throw opening.bad(
          "the last row of the answer to '%s' has %d cells, its header %d"
              .formatted(COMMAND, lastCommas, headerCommas));
    }
  }

  boolean isEmpty() {
    return opening.isEmpty();
  }

  void finish() throws BadAnswerException {
    if (!complete) {
      throw opening.cutShort();
    }
  }
}
