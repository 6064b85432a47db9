package org.haproxystats.cli;

import org.haproxystats.config.Configuration;

/** Puts together what dumps the statistics into the spool. */
final class PullProgram {
  private PullProgram() {}

  static Daemon of(Configuration configuration) throws StartException {
    var settings = configuration.pull();
    SpoolDirectories.prepare("pull", "dst-dir", settings.dstDir());
    SpoolDirectories.prepare("pull", "tmp-dst-dir", settings.tmpDstDir());
    throw new StartException("pull is not part of this build");
  }
}
