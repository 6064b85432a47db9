package org.haproxystats.cli;

import java.time.Duration;
import org.haproxystats.spool.SpoolLock;

/**
 * A daemon that works while it holds the lock of its spool, and waits until then.
 *
 * @param lock of the spool
 * @param daemon that works on it
 */
record LockedDaemon(SpoolLock lock, Daemon daemon) implements Daemon {

  @Override
  public void run() {
    try (lock) {
      if (lock.await()) {
        daemon.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    lock.giveUp();
    daemon.stop();
  }

  @Override
  public Duration stopLimit() {
    return daemon.stopLimit();
  }
}
