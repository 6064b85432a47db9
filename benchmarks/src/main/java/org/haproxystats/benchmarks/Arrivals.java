package org.haproxystats.benchmarks;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** Tells when a new entry comes into a directory, as the kernel reports it. */
final class Arrivals implements AutoCloseable {

  /**
   * One new entry.
   *
   * @param nanos when it was seen, on the clock of {@link System#nanoTime()}
   */
  record Arrival(Path path, long nanos) {}

  private final Path directory;
  private final WatchService watcher;
  private final ArrayDeque<Arrival> seen = new ArrayDeque<>();

  private Arrivals(Path directory, WatchService watcher) {
    this.directory = directory;
    this.watcher = watcher;
  }

  static Arrivals in(Path directory) throws IOException {
    var watcher = directory.getFileSystem().newWatchService();
    directory.register(watcher, ENTRY_CREATE);
    return new Arrivals(directory, watcher);
  }

  /** Waits for the next entry whose name is a number, as those of snapshots are. */
  Arrival next(Program of, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (seen.isEmpty()) {
      of.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IOException("nothing came into %s:%n%s".formatted(directory, of.lastOutput()));
      }
      WatchKey key = watcher.poll(100, TimeUnit.MILLISECONDS);
      long now = System.nanoTime();
      if (key != null) {
        for (var event : key.pollEvents()) {
          if (event.context() instanceof Path name && name.toString().matches("\\d+")) {
            seen.add(new Arrival(directory.resolve(name), now));
          }
        }
        key.reset();
      }
    }
    return seen.remove();
  }

  @Override
  public void close() throws IOException {
    watcher.close();
  }
}
