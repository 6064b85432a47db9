package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The answer on a connection as a stream. */
final class AnswerStream extends InputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final RuntimeConnection connection;
  private final Deadline deadline;
  private final Duration idle;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private long total;
  private boolean ended;

  AnswerStream(RuntimeConnection connection, Deadline deadline, Duration idle) {
    this.connection = connection;
    this.deadline = deadline;
    this.idle = idle;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0 || !fill()) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  @Override
  public int available() {
    return buffer.remaining();
  }

  /** HAProxy says so while it is sent more, and then resets the connection. */
  private boolean saysThatTheRequestIsTooLong() {
    return total < buffer.capacity()
        && new String(buffer.array(), 0, (int) total, UTF_8).contains(" is too big for ");
  }

  private boolean fill() throws IOException {
    if (!buffer.hasRemaining() && !ended) {
      buffer.clear();
      try {
        ended = !connection.read(buffer, deadline.orAfter(idle), total);
      } catch (EndpointException e) {
        if (connection.isOpen() && !saysThatTheRequestIsTooLong()) {
          throw e;
        }
        ended = true; // Closed here, by another thread, to end the reading; or all has been said.
      } catch (InterruptedException e) {
        var interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      } finally {
        buffer.flip();
      }
      total += buffer.remaining();
    }
    return buffer.hasRemaining();
  }
}
