package org.haproxystats.admin;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one operation on several processes, in their order. Nothing is thrown for a process
 * that failed: whoever wants that calls {@link #orThrow}.
 *
 * @param <T> what the operation gives for one process
 * @param outcomes one for each process
 */
public record Results<T>(List<Outcome<T>> outcomes) {
  /** Keeps a copy that nobody can change. */
  public Results {
    outcomes = List.copyOf(outcomes);
  }

  /** {@return whether all processes did it} */
  public boolean isComplete() {
    return failures().isEmpty();
  }

  /** {@return what those gave that did it, in the order of the processes} */
  public List<T> values() {
    var values = new ArrayList<T>();
    for (var outcome : outcomes) {
      if (outcome instanceof Outcome.Done<T>(var _, var value)) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  /** {@return those that did not do it, or of which it is not known} */
  public List<Outcome.Failed<T>> failures() {
    var failures = new ArrayList<Outcome.Failed<T>>();
    for (var outcome : outcomes) {
      if (outcome instanceof Outcome.Failed<T> failed) {
        failures.add(failed);
      }
    }
    return List.copyOf(failures);
  }

  /**
   * {@return these results, if they are complete}
   *
   * @throws OperationFailedException if a process failed; it has what came of each
   */
  public Results<T> orThrow() throws OperationFailedException {
    if (!isComplete()) {
      throw new OperationFailedException(this);
    }
    return this;
  }
}
