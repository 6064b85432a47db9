package org.haproxystats.pull;

import java.nio.ByteBuffer;
import org.haproxystats.runtime.Endpoint;

/**
 * The answer to {@code show info} as it streams by. It begins with the product's name, as it does
 * in every version and under every vendor's name, and it ends with an empty line.
 */
final class InfoAnswer {
  static final String COMMAND = "show info";

  private final Opening opening;
  private boolean atLineStart = true;
  private boolean complete;

  InfoAnswer(Endpoint endpoint) {
    this.opening = new Opening(endpoint, COMMAND, "Name: ");
  }

  /**
   * Takes from the buffer's position on.
   *
   * @return the index behind the last byte that belongs to this answer
   * @throws BadAnswerException if it is not an answer to {@code show info}
   */
  int take(ByteBuffer bytes) throws BadAnswerException {
    int end = bytes.position();
    while (end < bytes.limit() && belongs(bytes.get(end))) {
      end++;
    }
    opening.look(bytes, end);
    return end;
  }

  /** Line feeds beyond the first empty line still belong here. */
  private boolean belongs(byte b) {
    boolean lineFeed = b == '\n';
    if (complete) {
      return lineFeed;
    }
    complete = lineFeed && atLineStart;
    atLineStart = lineFeed;
    return true;
  }

  boolean isComplete() {
    return complete;
  }

  /** Whether HAProxy said something else so far, an error for example. */
  boolean isOther() {
    return opening.isOther();
  }

  void finish() throws BadAnswerException {
    if (!complete) {
      throw opening.cutShort();
    }
  }
}
