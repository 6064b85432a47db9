package org.haproxystats.runtime.master;

import java.time.Duration;
import java.util.Map;

/**
 * One process that a master knows ({@code show proc}).
 *
 * @param pid the process id
 * @param type {@code master} or {@code worker}; for a program the name of its section
 * @param role what the process is to its master
 * @param reloads how often the master has been reloaded since it (for the master itself) or since
 *     this process was started
 * @param failedReloads how many reloads have failed in a row, for the master; 0 for others, and
 *     before HAProxy 2.5
 * @param uptime since the process was started, to the second; zero if the version does not tell
 * @param version of HAProxy as the process has it; empty for programs, and before HAProxy 2.0
 * @param more the other columns by name, such as {@code relative PID}
 */
public record ProcessEntry(
    long pid,
    String type,
    Role role,
    int reloads,
    int failedReloads,
    Duration uptime,
    String version,
    Map<String, String> more) {

  /** What a process is to its master. */
  public enum Role {
    /** Starts and ends all others. */
    MASTER,
    /** Serves with the configuration of the last reload. */
    WORKER,
    /**
     * Was there before the last reload. It finishes what it has begun, or goes on serving if that
     * reload failed: some versions count the serving worker here then.
     */
    OLD_WORKER,
    /** An external program ({@code program} section, to 3.2). */
    PROGRAM,
    /** An external program from before the last reload. */
    OLD_PROGRAM,
    /** What this library does not know. */
    OTHER
  }

  /** Keeps a copy that nobody can change. */
  public ProcessEntry {
    more = Map.copyOf(more);
  }
}
