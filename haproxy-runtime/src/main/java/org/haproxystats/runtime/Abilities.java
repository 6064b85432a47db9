package org.haproxystats.runtime;

import java.util.Optional;

/**
 * What one process is and can, found out once.
 *
 * @param version HAProxy's version
 * @param level what the socket permits; empty if HAProxy cannot say (before 1.9)
 * @param pid the process's id, as HAProxy has it
 */
public record Abilities(HaproxyVersion version, Optional<AccessLevel> level, long pid) {

  /** Whether answers can be made to tell failure from success by a number in front. */
  boolean hasSeverity() {
    return version.isAtLeast(1, 8);
  }

  /** Whether a master process takes {@code set severity-output} for its workers. */
  boolean masterHasSeverity() {
    return version.isAtLeast(3, 0);
  }

  /** Whether one connection can carry many commands and payloads with a prompt after each. */
  boolean hasDependablePrompt() {
    return version.isAtLeast(1, 9);
  }

  /** Whether a master process can hand a connection over to this worker ({@code @@}). */
  boolean masterConnects() {
    return version.isAtLeast(3, 2);
  }

  /**
   * {@return whether one connection can carry many commands without a prompt ({@code prompt i})}
   */
  public boolean hasInteractiveMode() {
    return version.isAtLeast(3, 2);
  }
}
