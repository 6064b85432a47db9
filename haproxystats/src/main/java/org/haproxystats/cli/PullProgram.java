package org.haproxystats.cli;

import java.time.Duration;
import java.time.InstantSource;
import org.haproxystats.config.Configuration;
import org.haproxystats.pull.PullDaemon;

/** Puts together what dumps the statistics into the spool. */
record PullProgram(PullDaemon daemon) implements Daemon {
  static PullProgram of(Configuration configuration) throws StartException {
    var settings = configuration.pull();
    SpoolDirectories.prepare("pull", "dst-dir", settings.dstDir());
    SpoolDirectories.prepare("pull", "tmp-dst-dir", settings.tmpDstDir());
    SpoolDirectories.requireOneFileSystem(settings.tmpDstDir(), settings.dstDir());
    try {
      return new PullProgram(new PullDaemon(settings, InstantSource.system()));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "invalid configuration, section:'pull' option:'servers' error:" + e.getMessage(), e);
    }
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
