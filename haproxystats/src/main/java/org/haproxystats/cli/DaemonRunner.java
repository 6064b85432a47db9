package org.haproxystats.cli;

import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a daemon until it ends by itself or the JVM is told to stop. SIGTERM, SIGINT and SIGHUP end
 * it cleanly, with code 0, which the JVM would not do by itself. A second one does not wait for
 * that.
 */
final class DaemonRunner {
  private static final System.Logger LOG = System.getLogger(DaemonRunner.class.getName());

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Daemon daemon;
  private volatile int code;

  /** Makes the daemon, which may fail. */
  interface Start {
    Daemon daemon() throws StartException;
  }

  /**
   * Returns 1 when the daemon gave up, 0 when it ended otherwise; not at all after a signal, which
   * may come at any moment.
   */
  int run(Start start) throws StartException {
    var hook = Thread.ofPlatform().name("stop").unstarted(this::endAfterSignal);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      var started = start.daemon();
      daemon = started;
      started.run();
    } catch (RuntimeException | Error e) {
      code = 1;
      LOG.log(Level.ERROR, "giving up", e);
    } finally {
      ended.countDown();
      removeUnlessSignalled(hook);
    }
    LOG.log(Level.INFO, "exit status " + code);
    return code;
  }

  private void endAfterSignal() {
    SecondSignal.endsAtOnce();
    LOG.log(Level.INFO, "stopping");
    var running = daemon;
    if (running != null) {
      Thread.ofPlatform().daemon().name("stopper").start(running::stop);
      if (!awaitEnd(running)) {
        code = 1;
        LOG.log(Level.ERROR, "not stopped after " + running.stopLimit().toSeconds() + " s; ending");
      }
    }
    LOG.log(Level.INFO, "exit status " + code);
    Runtime.getRuntime().halt(code);
  }

  private boolean awaitEnd(Daemon running) {
    try {
      return ended.await(running.stopLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** After a signal the hook ends the JVM, with our code. */
  private static void removeUnlessSignalled(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      try {
        hook.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
