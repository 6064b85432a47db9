package org.haproxystats.admin;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one operation on several processes, in their order. Nothing is thrown for a process
 * that failed: whoever wants that calls {@link #orThrow}.
 *
 * @param <T> what the operation gives for one process
 */
public record Results<T>(List<Outcome<T>> outcomes) {
  /** Keeps a copy that nobody can change. */
  public Results {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether all processes did it. */
  public boolean isComplete() {
    return failures().isEmpty();
  }

  /** What those gave that did it. */
  public List<T> values() {
    var values = new ArrayList<T>();
    for (var outcome : outcomes) {
      if (outcome instanceof Outcome.Done<T>(var _, var value)) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  /** Those that did not do it, or of which it is not known. */
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
   * These results, if they are complete.
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
