package org.haproxystats.runtime;

import java.io.Closeable;
import java.io.IOException;

/** An answer that goes on until it is closed, on a connection of its own. */
public final class OpenReply implements Closeable {
  private final RuntimeConnection connection;
  private final Begin begin;

  /** Waits for the first byte. */
  interface Begin {
    Reply reply() throws IOException;
  }

  OpenReply(RuntimeConnection connection, Begin begin) {
    this.connection = connection;
    this.begin = begin;
  }

  /**
   * {@return the answer, once its first byte is there; to be called once} Its reading ends as at
   * the end of a stream when this is closed, by any thread. An interrupt of the reading thread
   * comes out as an {@link java.io.InterruptedIOException}.
   *
   * @throws EndpointException if HAProxy ends it without a byte
   */
  public Reply reply() throws IOException {
    return begin.reply();
  }

  @Override
  public void close() {
    connection.close();
  }
}
