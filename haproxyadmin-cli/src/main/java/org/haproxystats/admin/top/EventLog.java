package org.haproxystats.admin.top;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.haproxystats.admin.top.Listing.Entry;
import org.haproxystats.admin.top.Listing.Value;
import org.haproxystats.admin.top.Rows.Align;
import org.haproxystats.admin.top.Rows.Heading;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.event.EventStream;

/**
 * Follows the events of one sink in all processes, on a connection and a virtual thread each, and
 * remembers the latest.
 */
final class EventLog implements AutoCloseable {
  private static final int KEPT = 1000;
  private static final List<Heading> HEADINGS =
      List.of(new Heading("PROCESS", 12, Align.LEFT, 0), new Heading("EVENT", 20, Align.REST, 0));

  private final List<EventStream> streams = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Deque<Entry> events = new ArrayDeque<>();
  private final List<String> troubles = new ArrayList<>();
  private long count;
  private boolean closed;

  private EventLog() {}

  static EventLog follow(Processes processes, String sink) {
    var log = new EventLog();
    for (var process : processes.clients()) {
      log.threads.add(Thread.ofVirtual().start(() -> log.read(process, sink)));
    }
    return log;
  }

  private void read(RuntimeClient process, String sink) {
    try (var stream = EventStream.open(process, sink, false)) {
      if (keep(stream)) {
        stream.forEachRemaining(event -> add(process, event));
      }
    } catch (IOException | IllegalArgumentException e) {
      trouble(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      trouble(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Whether the stream is still wanted. */
  private synchronized boolean keep(EventStream stream) {
    streams.add(stream);
    return !closed;
  }

  private synchronized void add(RuntimeClient process, String event) {
    var values = List.of(Value.text(process.endpoint().shortName()), Value.text(event));
    events.addFirst(new Entry(count++, values, event.lines().toList()));
    if (events.size() > KEPT) {
      events.removeLast();
    }
  }

  private synchronized void trouble(String message) {
    if (!closed) {
      troubles.add(message);
    }
  }

  /** The latest events, the newest first. */
  synchronized Listing listing() {
    return new Listing(HEADINGS, List.copyOf(events), String.join("; ", troubles));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      streams.forEach(EventStream::close);
    }
    threads.forEach(Thread::interrupt);
  }
}
