package org.haproxystats.process;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The threads that do the work. One that fails, for a reason that is no snapshot's and no
 * receiver's, is replaced after a pause, and counted. One that fails again and again makes the
 * program give up: then somebody has to look.
 */
final class Workers {
  private static final System.Logger LOG = System.getLogger(Workers.class.getName());
  private static final int MOST_REPLACEMENTS = 5;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private final Duration pause;
  private final CountDownLatch stopping;
  private final LongAdder replaced = new LongAdder();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** What a worker does until the stop. */
  interface Job {
    void run() throws InterruptedException;
  }

  /**
   * @param pause the time from a failure to the replacement
   * @param stopping is at zero when all is to end, and brought there when a worker is given up
   */
  Workers(Duration pause, CountDownLatch stopping) {
    this.pause = pause;
    this.stopping = stopping;
  }

  Thread start(String name, Job job) {
    return Thread.ofPlatform().daemon().name(name).start(() -> keepRunning(name, job));
  }

  /** How many workers failed and were replaced. */
  long replaced() {
    return replaced.sum();
  }

  /** Why the program was given up; null if it was not. */
  @Nullable Throwable failure() {
    return failure.get();
  }

  private void keepRunning(String name, Job job) {
    int replacements = 0;
    long lastFailure = 0;
    while (true) {
      try {
        job.run();
        return;
      } catch (InterruptedException e) {
        LOG.log(Level.DEBUG, name + " was interrupted");
        return;
      } catch (RuntimeException | Error e) {
        long now = System.nanoTime();
        replacements = now - lastFailure > FORGOTTEN_AFTER.toNanos() ? 0 : replacements;
        lastFailure = now;
        if (replacements++ == MOST_REPLACEMENTS) {
          failure.compareAndSet(null, e);
          stopping.countDown();
          return;
        }
        replaced.increment();
        LOG.log(
            Level.ERROR,
            "worker %s failed and is replaced in %s s: %s"
                .formatted(name, pause.toMillis() / 1000.0, e));
        LOG.log(Level.DEBUG, "worker " + name, e);
      }
      if (isStoppedWithin(pause)) {
        return;
      }
    }
  }

  private boolean isStoppedWithin(Duration time) {
    try {
      return stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
