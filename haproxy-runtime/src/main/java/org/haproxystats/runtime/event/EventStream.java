package org.haproxystats.runtime.event;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.haproxystats.runtime.OpenReply;
import org.haproxystats.runtime.RuntimeClient;
import org.jspecify.annotations.Nullable;

/**
 * The events of one sink as they come ({@code show events <sink> -w}), on a connection of its own.
 * One thread iterates; any thread may close, and ends the waiting of the other.
 *
 * <p>A slow reader loses events: HAProxy overwrites the oldest in its buffer.
 */
public final class EventStream implements Iterator<String>, Closeable {
  private final OpenReply open;
  private final int end;
  private @Nullable InputStream events;
  private @Nullable String next;

  private EventStream(OpenReply open, int end) {
    this.open = open;
    this.end = end;
  }

  /**
   * Begins to follow a sink. Level operator, since 2.1. A sink that cannot be followed is told by
   * the first {@link #hasNext}.
   *
   * @param client for a process's own socket, or for a worker behind a master from HAProxy 3.2 on
   * @param sink a sink of type {@code buffer}, see {@link EventCommands#sinks}
   * @param onlyNew whether events that are there already are left out
   * @return the stream, to be closed; each event is a text without the line feed at its end
   * @throws IllegalArgumentException if the client speaks through a master before HAProxy 3.2, or
   *     to a master itself
   * @throws IOException if the command cannot be sent; see {@link RuntimeClient#run}
   * @throws InterruptedException if the thread is interrupted
   */
  public static EventStream open(RuntimeClient client, String sink, boolean onlyNew)
      throws IOException, InterruptedException {
    if (!client.hasOwnConnections()) {
      throw new IllegalArgumentException(
          client.endpoint()
              + ": events cannot be followed through a master before HAProxy 3.2: use the worker's"
              + " own stats socket");
    }
    // With zeros, an event may have more than one line.
    boolean zeroEnded = client.abilities().version().isAtLeast(3, 2);
    var open = client.open(EventCommands.follow(sink, onlyNew, zeroEnded));
    return new EventStream(open, zeroEnded ? 0 : '\n');
  }

  /**
   * Waits for the next event; false when the stream was closed or HAProxy has ended it.
   *
   * @throws UncheckedIOException if HAProxy refuses it, a {@link
   *     org.haproxystats.runtime.CommandFailedException}, or the connection breaks
   */
  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        var event = read();
        if (event == null) {
          return false;
        }
        next = event.isEmpty() ? null : event;
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the stream of events has ended");
    }
    var event = next;
    next = null;
    return event == null ? "" : event;
  }

  /** The next event without what ends it; null at the end. */
  private @Nullable String read() throws IOException {
    var in = events;
    if (in == null) {
      in = begin();
      events = in;
    }
    var event = new ByteArrayOutputStream();
    int octet = in.read();
    while (octet >= 0 && octet != end) {
      event.write(octet);
      octet = in.read();
    }
    // What the end of the stream cuts short is no event.
    return octet < 0 ? null : event.toString(StandardCharsets.UTF_8).strip();
  }

  private InputStream begin() throws IOException {
    var reply = open.reply();
    if (reply.severity().isPresent()) {
      throw reply.failed(reply.text());
    }
    return reply.bytes();
  }

  @Override
  public void close() {
    open.close();
  }
}
