package org.haproxystats.pull;

import java.util.OptionalLong;
import org.haproxystats.runtime.stats.ProcessInfo;

/**
 * Which process answered, as far as {@code show info} tells: a pid alone may come again.
 *
 * @param start the second since the epoch when it started; empty where HAProxy does not say
 * @param uptime how long it ran when it answered, in seconds
 */
record ProcessIdentity(String version, String pid, OptionalLong start, long uptime) {

  static ProcessIdentity of(ProcessInfo info) {
    return new ProcessIdentity(
        info.text("Version").orElse(""),
        info.text("Pid").orElse(""),
        info.number("Start_time_sec"),
        info.number("Uptime_sec").orElse(0));
  }

  /** Whether a later answer can be of the same process. */
  boolean isStill(ProcessIdentity later) {
    return version.equals(later.version)
        && pid.equals(later.pid)
        && start.equals(later.start)
        && (start.isPresent() || uptime <= later.uptime);
  }

  /** Whether it can say what its fields mean, as every HAProxy does from 1.7 on. */
  boolean hasTypedOutput() {
    return !version.matches("1\\.[0-6]([.-].*)?");
  }
}
