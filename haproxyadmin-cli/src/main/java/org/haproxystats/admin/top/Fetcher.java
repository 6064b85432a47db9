package org.haproxystats.admin.top;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.session.SessionCommands;
import org.haproxystats.runtime.session.TrafficCommands;
import org.haproxystats.runtime.table.TableCommands;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what the view on the screen needs beside the statistics, again and again, and nothing for
 * the other views.
 */
final class Fetcher implements Runnable {
  /** Long answers are asked for less often: they may take a tenth of the time. */
  private static final int REST = 10;

  private static final Duration LOG_PAUSE = Duration.ofMillis(300);

  private final Processes processes;
  private final BiConsumer<Feed, Listing> receiver;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile @Nullable Feed wanted;
  private volatile Duration interval;

  Fetcher(Processes processes, Duration interval, BiConsumer<Feed, Listing> receiver) {
    this.processes = processes;
    this.interval = interval;
    this.receiver = receiver;
  }

  /** Fetches something else from now on; nothing if it is empty. */
  void want(Optional<Feed> feed, Duration every) {
    interval = every;
    wanted = feed.orElse(null);
    wakeUps.release();
  }

  /** Until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        var feed = wanted;
        if (feed == null) {
          wakeUps.acquire();
        } else if (feed.view() == View.LOG) {
          follow(feed);
        } else {
          long start = System.nanoTime();
          receiver.accept(feed, listing(feed));
          long took = System.nanoTime() - start;
          pause(Math.max(interval.toNanos(), REST * took));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the end of the program
    }
  }

  private void pause(long nanos) throws InterruptedException {
    boolean _ = wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    wakeUps.drainPermits();
  }

  private void follow(Feed feed) throws InterruptedException {
    try (var log = EventLog.follow(processes, feed.subject())) {
      while (feed.equals(wanted)) {
        receiver.accept(feed, log.listing());
        pause(LOG_PAUSE.toNanos());
      }
    }
  }

  private Listing listing(Feed feed) throws InterruptedException {
    try {
      return fetch(feed);
    } catch (IllegalArgumentException e) { // A name that cannot be sent.
      return new Listing(List.of(Listings.PROCESS), List.of(), String.valueOf(e.getMessage()));
    }
  }

  private Listing fetch(Feed feed) throws InterruptedException {
    return switch (feed.view()) {
      case SESSIONS -> Listings.sessions(processes.run(SessionCommands.list(Excerpt.collector())));
      case TABLES -> Listings.tables(processes.run(TableCommands.list()));
      case ENTRIES ->
          Listings.entries(
              processes.run(TableCommands.entries(feed.subject(), List.of(), Excerpt.collector())));
      case ERRORS -> Listings.errors(processes.run(TrafficCommands.errors()));
      case EVENTS -> Listings.sinks(processes.run(EventCommands.sinks()));
      case ALL, FRONTENDS, BACKENDS, SERVERS, LOG ->
          throw new IllegalArgumentException(feed.view() + " is not fetched");
    };
  }
}
