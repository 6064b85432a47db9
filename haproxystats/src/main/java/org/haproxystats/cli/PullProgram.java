package org.haproxystats.cli;

import java.time.Duration;
import java.time.InstantSource;
import org.haproxystats.config.Configuration;
import org.haproxystats.pull.PullDaemon;
import org.haproxystats.spool.SpoolLock;

/** Puts together what dumps the statistics into the spool. */
record PullProgram(PullDaemon daemon) implements Daemon {
  /**
   * @param command as users call it
   * @throws StartException a directory or an option does not let it start
   */
  static Daemon of(Configuration configuration, String command) throws StartException {
    var settings = configuration.pull();
    SpoolDirectories.prepare("pull", "dst-dir", settings.dstDir());
    SpoolDirectories.prepare("pull", "tmp-dst-dir", settings.tmpDstDir());
    SpoolDirectories.requireOneFileSystem(settings.tmpDstDir(), settings.dstDir());
    return new LockedDaemon(
        new SpoolLock(settings.dstDir(), "pull", command),
        new PullProgram(new PullDaemon(settings, InstantSource.system())));
  }

  @Override
  public void run() {
    daemon.run();
  }

  @Override
  public void stop() {
    daemon.stop();
  }

  @Override
  public Duration stopLimit() {
    return Duration.ofSeconds(5);
  }
}
