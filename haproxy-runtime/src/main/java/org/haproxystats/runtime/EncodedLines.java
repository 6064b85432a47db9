package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of an answer as they came, one after the other. No text is made of them unasked. */
final class EncodedLines {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private byte[] bytes = new byte[BUFFER_BYTES];
  private int filled;
  private int start;

  /** Where the line feed of this line is, or what is there ends. */
  private int end = -1;

  EncodedLines(InputStream in) {
    this.in = in;
  }

  /** Goes on to the next line, or the rest without a line feed; returns false if there is none. */
  boolean next() throws IOException {
    start = Math.min(end + 1, filled);
    end = start;
    while (!findEnd() && fill()) {
      // The line goes on in what has just come.
    }
    return end < filled || end > start;
  }

  private boolean findEnd() {
    while (end < filled && bytes[end] != '\n') {
      end++;
    }
    return end < filled;
  }

  /** Takes what has come, after the part of a line that is there; returns false at the end. */
  private boolean fill() throws IOException {
    System.arraycopy(bytes, start, bytes, 0, filled - start);
    filled -= start;
    end -= start;
    start = 0;
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * filled);
    }
    int count = in.read(bytes, filled, bytes.length - filled);
    filled += Math.max(count, 0);
    return count >= 0;
  }

  boolean isEmpty() {
    return end == start;
  }

  /** The line without its line feed. */
  String text() {
    return new String(bytes, start, end - start, UTF_8);
  }

  void passTo(Reply.EncodedLineReader reader) throws IOException {
    reader.read(bytes, start, end);
  }
}
