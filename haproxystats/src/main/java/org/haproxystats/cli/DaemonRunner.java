package org.haproxystats.cli;

import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a daemon until it ends by itself or the JVM is told to stop. SIGTERM, SIGINT and SIGHUP end
 * it cleanly, with code 0, which the JVM would not do by itself.
 */
final class DaemonRunner {
  private static final System.Logger LOG = System.getLogger(DaemonRunner.class.getName());

  private final Daemon daemon;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger code = new AtomicInteger(1);

  DaemonRunner(Daemon daemon) {
    this.daemon = daemon;
  }

  /** Returns 1 when the daemon gave up, 0 when it ended otherwise; not at all after a signal. */
  int run() {
    var hook = Thread.ofPlatform().name("stop").unstarted(this::endAfterSignal);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      daemon.run();
      code.set(0);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "giving up", e);
    } finally {
      ended.countDown();
    }
    waitForSignalled(hook);
    return code.get();
  }

  private void endAfterSignal() {
    LOG.log(Level.INFO, "stopping");
    Thread.ofPlatform().daemon().name("stopper").start(daemon::stop);
    if (awaitEnd()) {
      LOG.log(Level.INFO, "exit status " + code.get());
    } else {
      LOG.log(Level.ERROR, "not stopped after " + daemon.stopLimit().toSeconds() + " s; ending");
    }
    Runtime.getRuntime().halt(code.get());
  }

  private boolean awaitEnd() {
    try {
      return ended.await(daemon.stopLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** After a signal the hook ends the JVM, with our code. */
  private static void waitForSignalled(Thread hook) {
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
