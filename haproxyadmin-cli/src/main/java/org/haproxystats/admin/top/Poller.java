package org.haproxystats.admin.top;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.process.InfoCommands;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.stats.StatAggregator;
import org.haproxystats.runtime.stats.StatCsvReader;

/** Asks all processes at a steady interval, each for one dump, and hands on the samples. */
final class Poller implements Runnable {
  /** No two dumps are closer, whatever the user does: rates over less say nothing. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

  private final Processes processes;
  private final Consumer<Sample> receiver;
  private final Sampler sampler = new Sampler();
  private final Map<Endpoint, StatCsvReader> readers = new HashMap<>();
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile Duration interval;

  Poller(Processes processes, Duration interval, Consumer<Sample> receiver) {
    this.processes = processes;
    this.interval = interval;
    this.receiver = receiver;
    StatAggregator wanted = new Fields().statAggregator();
    for (var process : processes.clients()) {
      readers.put(process.endpoint(), new StatCsvReader(wanted.fields(), wanted.textFields()));
    }
  }

  /** Asks in another rhythm from now on. */
  void setInterval(Duration next) {
    interval = next;
    wakeUps.release();
  }

  /** Asks as soon as that makes sense. */
  void refresh() {
    wakeUps.release();
  }

  /** Until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        long start = System.nanoTime();
        receiver.accept(sample(start));
        Thread.sleep(SHORTEST_PAUSE);
        long due = start + interval.toNanos();
        wakeUps.tryAcquire(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        wakeUps.drainPermits();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the end of the program
    }
  }

  private Sample sample(long start) throws InterruptedException {
    var results = processes.each(this::read);
    var took = Duration.ofNanos(System.nanoTime() - start);
    return sampler.take(
        LocalTime.now(ZoneId.systemDefault()), TimeUnit.NANOSECONDS.toMillis(start), took, results);
  }

  private Reading read(RuntimeClient process) throws IOException, InterruptedException {
    var reader = readers.get(process.endpoint());
    if (reader == null) {
      throw new IllegalArgumentException("no reader for " + process.endpoint());
    }
    var table = process.run(StatCommands.table(reader));
    return new Reading(process.run(InfoCommands.info()), table);
  }
}
