package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.EndpointException;

/**
 * One change in several processes: it is prepared in all, then put in use in all. If that fails in
 * one, the others go back.
 */
final class AtomicChange {
  /** How often a process is asked that does not answer. */
  private static final int QUESTIONS = 3;

  private final Steps<ProcessChange> steps;

  AtomicChange(List<? extends ProcessChange> changes) {
    steps = new Steps<>(List.copyOf(changes));
  }

  /**
   * Makes the change.
   *
   * @throws InterruptedException if the thread is interrupted before the first commit; what was
   *     prepared has been taken back then
   */
  Replacement run() throws InterruptedException {
    boolean ready = false;
    try {
      ready = steps.all(AtomicChange::prepare) && steps.all(ProcessChange::checkIsThere);
    } finally {
      if (!ready) {
        steps.toEnd(AtomicChange::cancel);
      }
    }
    if (!ready) {
      return result(Duration.ZERO);
    }
    long start = System.nanoTime();
    steps.toEnd(AtomicChange::commit);
    var skew = Duration.ofNanos(System.nanoTime() - start);
    if (!in(State.UNCHANGED).isEmpty()) {
      steps.toEnd(in(State.UNCHANGED), AtomicChange::cancel);
      steps.toEnd(in(State.REPLACED), AtomicChange::restore);
      steps.toEnd(in(State.REPLACED), AtomicChange::cancel); // what a restoring left that failed
    }
    return result(skew);
  }

  private List<ProcessChange> in(State state) {
    return steps.parts().stream().filter(change -> change.state() == state).toList();
  }

  private Replacement result(Duration skew) {
    return new Replacement(steps.parts().stream().map(ProcessChange::result).toList(), skew);
  }

  private static void prepare(ProcessChange change) throws IOException, InterruptedException {
    change.meet();
    change.prepare();
  }

  /** A process that stalls for a moment shall not keep what was prepared. */
  private static void cancel(ProcessChange change) throws IOException, InterruptedException {
    for (int left = QUESTIONS; ; left--) {
      try {
        change.cancel();
        return;
      } catch (EndpointException e) {
        if (left == 1 || ProcessPart.isGone(e)) {
          throw e;
        }
        change.fail(e);
      }
    }
  }

  private static void commit(ProcessChange change) throws IOException, InterruptedException {
    try {
      change.commit();
      change.become(State.REPLACED);
    } catch (EndpointException e) {
      change.fail(e);
      if (!e.reason().isBeforeSending()) {
        change.become(State.IN_DOUBT);
        for (int i = 0; i < QUESTIONS && change.state() == State.IN_DOUBT; i++) {
          change.become(stateAfterSilence(change));
        }
      }
      if (change.state() != State.REPLACED) {
        throw e;
      }
    }
  }

  /** Finds out what became of a commit that was not answered. */
  private static State stateAfterSilence(ProcessChange change)
      throws IOException, InterruptedException {
    try {
      change.checkIsThere();
      return change.isCommitted() ? State.REPLACED : State.UNCHANGED;
    } catch (IOException e) {
      change.fail(e);
      return ProcessPart.isGone(e) ? State.UNCHANGED : State.IN_DOUBT;
    }
  }

  private static void restore(ProcessChange change) throws IOException, InterruptedException {
    if (change.restore()) {
      change.become(State.RESTORED);
    }
  }
}
