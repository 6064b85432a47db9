package org.haproxystats.pull;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.haproxystats.config.PullSettings;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.spool.StagedSnapshot;

/**
 * Pulls at a steady interval until it is told to stop. Whatever fails is in the log and ends the
 * pull that it happened in, never the daemon.
 */
public final class PullDaemon implements Runnable {
  private static final System.Logger LOG = System.getLogger(PullDaemon.class.getName());

  private final PullSettings settings;
  private final InstantSource clock;
  private final Puller puller;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong partial = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong suspended = new AtomicLong();
  private boolean isSuspended;

  /**
   * How the ticks of the schedule ended since the start.
   *
   * @param done pulls that reached the spool with all processes
   * @param partial pulls that reached the spool without some of them
   * @param failed pulls that did not
   * @param suspended ticks at which the spool was full
   */
  public record Counts(long done, long partial, long failed, long suspended) {}

  /**
   * @param clock tells when to pull and what a snapshot is named
   */
  public PullDaemon(PullSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.puller = new Puller(settings);
  }

  /** Pulls until {@link #stop()} is called or the thread is interrupted. To be called once. */
  @Override
  public void run() {
    removeLeftovers();
    var schedule = new PullSchedule(clock.instant(), settings.pullInterval());
    try {
      var tick = schedule.start();
      while (!isStopped()) {
        pullUnlessFull(tick.getEpochSecond());
        tick = awaitNext(schedule, tick);
      }
    } catch (InterruptedException e) {
      if (!isStopped()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Ends {@link #run()} at once, whatever it is doing. A snapshot that is complete still reaches
   * the spool; one that is not leaves nothing behind. Returns without waiting; any thread, any
   * number of times.
   */
  public void stop() {
    stopped.countDown();
    puller.cancel();
  }

  public Counts counts() {
    return new Counts(done.get(), partial.get(), failed.get(), suspended.get());
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void removeLeftovers() {
    try {
      int removed = StagedSnapshot.removeLeftovers(settings.tmpDstDir());
      if (removed > 0) {
        LOG.log(
            Level.INFO,
            "Removed from "
                + settings.tmpDstDir()
                + " what an earlier run left unfinished: "
                + removed
                + (removed == 1 ? " snapshot" : " snapshots"));
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, e.getMessage());
    }
  }

  private void pullUnlessFull(long second) throws InterruptedException {
    try {
      if (isFull()) {
        suspended.incrementAndGet();
        return;
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "Pull {0} failed: {1}", Long.toString(second), e.getMessage());
      failed.incrementAndGet();
      return;
    }
    switch (puller.pull(second)) {
      case DONE -> done.incrementAndGet();
      case PARTIAL -> partial.incrementAndGet();
      case FAILED -> failed.incrementAndGet();
    }
  }

  private boolean isFull() throws IOException {
    long waiting = countWaiting();
    // Counted as if each had as many bytes as the last: to look at all files would cost too much.
    long bytes = waiting * puller.lastBytes();
    boolean tooLarge = bytes >= settings.queueBytes();
    boolean full = tooLarge || waiting >= settings.queueSize();
    if (full && !isSuspended) {
      LOG.log(
          Level.WARNING,
          "Pulling is suspended: %d snapshots wait in %s, and %s; is haproxystats-process running?"
              .formatted(
                  waiting,
                  settings.dstDir(),
                  tooLarge
                      ? "their bytes, about " + bytes + ", are more than backlog-bytes allows"
                      : "queue-size is " + settings.queueSize()));
    } else if (!full && isSuspended) {
      LOG.log(
          Level.INFO,
          "Pulling goes on: %d snapshots wait in %s".formatted(waiting, settings.dstDir()));
    }
    isSuspended = full;
    return full;
  }

  private long countWaiting() throws IOException {
    var dstDir = settings.dstDir();
    if (Files.notExists(dstDir)) {
      LOG.log(Level.WARNING, "dst-dir " + dstDir + " is missing and is made now");
      try {
        Files.createDirectories(dstDir);
      } catch (IOException e) {
        throw new IOException("cannot make dst-dir " + dstDir + ": " + FileTrouble.reason(e), e);
      }
    }
    // What is hidden is being removed, and waits no more.
    try (var entries = Files.newDirectoryStream(dstDir, "[!.]*")) {
      long count = 0;
      for (var entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          count++;
        }
      }
      return count;
    } catch (DirectoryIteratorException e) {
      throw unreadable(dstDir, requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(dstDir, e);
    }
  }

  private static IOException unreadable(Path dstDir, IOException e) {
    return new IOException("cannot list dst-dir " + dstDir + ": " + FileTrouble.reason(e), e);
  }

  /** Returns the tick that has come; the last one if the daemon is to stop. */
  private Instant awaitNext(PullSchedule schedule, Instant last) throws InterruptedException {
    var now = clock.instant();
    var next = schedule.next(last, now);
    long missed = schedule.missedBetween(last, next);
    if (missed > 0) {
      LOG.log(
          Level.WARNING,
          "The pull took %s s, longer than pull-interval; pulls left out: %d"
              .formatted(Duration.between(last, now).toSeconds(), missed));
    }
    while (now.isBefore(next)) {
      if (stopped.await(Duration.between(now, next).toNanos(), TimeUnit.NANOSECONDS)) {
        return last;
      }
      now = clock.instant();
      if (schedule.isTooFar(next, now)) {
        next = schedule.next(last, now);
      }
    }
    return schedule.latest(now);
  }
}
