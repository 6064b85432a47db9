package org.haproxystats.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Pull and process in one JVM. When one of them gives up, the other is stopped. */
final class RunProgram implements Daemon {
  private final Daemon pull;
  private final Daemon process;

  RunProgram(Daemon pull, Daemon process) {
    this.pull = pull;
    this.process = process;
  }

  static RunProgram of(Setup setup, String command) throws StartException {
    return new RunProgram(
        PullProgram.of(setup.configuration(), command), ProcessProgram.of(setup, command));
  }

  @Override
  public void run() {
    var failure = new AtomicReference<@Nullable Throwable>();
    var pulling =
        Thread.ofPlatform()
            .name("pull")
            .start(
                () -> {
                  try {
                    pull.run();
                  } catch (RuntimeException | Error e) {
                    failure.set(e);
                  } finally {
                    process.stop();
                  }
                });
    try {
      process.run();
    } finally {
      pull.stop();
      join(pulling);
    }
    var cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("pulling ended: " + cause, cause);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Pull first, so that what it has pulled is still processed. */
  @Override
  public void stop() {
    pull.stop();
  }

  @Override
  public Duration stopLimit() {
    return pull.stopLimit().plus(process.stopLimit());
  }
}
