package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;

/**
 * What came of replacing the contents of a map or an ACL in several processes.
 *
 * @param processes what became of each
 * @param skew how long at most some processes used the new contents and others the old: from the
 *     first commit that was sent to the last that was confirmed; zero if none was sent
 */
public record Replacement(List<ProcessResult> processes, Duration skew) {

  /** Where one process stands in the end. */
  public enum State {
    /** It uses the new contents. */
    REPLACED,
    /** It uses what it used before; nothing of the new contents was ever in use. */
    UNCHANGED,
    /** It used the new contents for a moment, and uses what it used before again. */
    RESTORED,
    /** It has some of the changes and lacks others. */
    PARTLY,
    /**
     * It was told to use the new contents and has not answered since. It may have them in use, or
     * take them into use when it goes on.
     */
    IN_DOUBT
  }

  /**
   * One process.
   *
   * @param endpoint the process
   * @param state where it stands
   * @param reason what went wrong there; empty where nothing did
   * @param cleanup what removes from this process, when it answers again, what was prepared there
   *     and could not be taken back; empty where nothing is known to be left. It is meant for this
   *     very process: one that comes after it has nothing of it
   */
  public record ProcessResult(
      Endpoint endpoint,
      State state,
      Optional<IOException> reason,
      Optional<Command<String>> cleanup) {}

  /** Keeps a copy that nobody can change. */
  public Replacement {
    processes = List.copyOf(processes);
  }

  /** {@return whether every process uses the new contents} */
  public boolean isDone() {
    return processes.stream().allMatch(process -> process.state() == State.REPLACED);
  }

  /**
   * {@return the processes in a state, in their order}
   *
   * @param state which one
   */
  public List<Endpoint> in(State state) {
    return processes.stream()
        .filter(process -> process.state() == state)
        .map(ProcessResult::endpoint)
        .toList();
  }
}
