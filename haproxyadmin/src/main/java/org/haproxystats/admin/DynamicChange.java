package org.haproxystats.admin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Endpoint;

/**
 * What came of adding a server or backend at run time, or of deleting one, in several processes.
 *
 * @param processes what became of each
 */
public record DynamicChange(List<ProcessResult> processes) {

  /** Where one process stands in the end. */
  public enum State {
    /** What was added takes traffic; what was deleted is gone. */
    DONE,
    /** It is as it was before. What had been begun was taken back. */
    UNCHANGED,
    /**
     * The server or backend is there and takes no traffic: what was begun could neither be finished
     * nor taken back.
     */
    PARTLY,
    /**
     * The process has ended or was reloaded meanwhile. What comes after it has what its
     * configuration says.
     */
    GONE,
    /** It was told to do something and has not answered since. */
    IN_DOUBT
  }

  /**
   * One process.
   *
   * @param endpoint the process
   * @param state where it stands
   * @param reason what went wrong there; empty where nothing did
   */
  public record ProcessResult(Endpoint endpoint, State state, Optional<IOException> reason) {}

  /** Makes a list of its own. */
  public DynamicChange {
    processes = List.copyOf(processes);
  }

  /** {@return whether it is done in every process} */
  public boolean isDone() {
    return processes.stream().allMatch(process -> process.state() == State.DONE);
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
