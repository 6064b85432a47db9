package org.haproxystats.admin;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.EndpointException.Reason;
import org.haproxystats.runtime.RuntimeClient;

/**
 * One change in several processes: it is prepared in all, then put in use in all. If that fails in
 * one, the others go back.
 */
final class AtomicChange {
  /** How often a process is asked what became of its commit. */
  private static final int QUESTIONS = 3;

  private final List<? extends ProcessChange> changes;
  private final Map<RuntimeClient, ? extends ProcessChange> byProcess;

  /** What is done in each process before the next step may begin. */
  private interface Step {
    void run(ProcessChange change) throws IOException, InterruptedException;
  }

  AtomicChange(List<? extends ProcessChange> changes) {
    this.changes = changes;
    byProcess = changes.stream().collect(toMap(ProcessChange::process, identity()));
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
      ready = all(AtomicChange::prepare) && all(ProcessChange::checkIsThere);
    } finally {
      if (!ready) {
        toEnd(changes, ProcessChange::cancel);
      }
    }
    if (!ready) {
      return result(Duration.ZERO);
    }
    long start = System.nanoTime();
    toEnd(changes, AtomicChange::commit);
    var skew = Duration.ofNanos(System.nanoTime() - start);
    if (!in(State.UNCHANGED).isEmpty()) {
      toEnd(in(State.UNCHANGED), ProcessChange::cancel);
      toEnd(in(State.REPLACED), AtomicChange::restore);
      toEnd(in(State.REPLACED), ProcessChange::cancel); // what a restoring left that failed
    }
    return result(skew);
  }

  private boolean all(Step step) throws InterruptedException {
    return EachProcess.run(processes(changes), process -> ran(step, process)).stream()
        .allMatch(outcome -> outcome instanceof Outcome.Done);
  }

  /** A commit that was begun is not left in the middle for an interrupt. */
  private void toEnd(List<? extends ProcessChange> some, Step step) {
    EachProcess.runToEnd(processes(some), process -> ran(step, process));
  }

  private State ran(Step step, RuntimeClient process) throws IOException, InterruptedException {
    var change = Optional.ofNullable(byProcess.get(process)).orElseThrow();
    try {
      step.run(change);
      return change.state();
    } catch (IOException e) {
      change.fail(e);
      throw e;
    }
  }

  private static List<RuntimeClient> processes(List<? extends ProcessChange> changes) {
    return changes.stream().map(ProcessChange::process).toList();
  }

  private List<? extends ProcessChange> in(State state) {
    return changes.stream().filter(change -> change.state() == state).toList();
  }

  private Replacement result(Duration skew) {
    return new Replacement(changes.stream().map(ProcessChange::result).toList(), skew);
  }

  private static void prepare(ProcessChange change) throws IOException, InterruptedException {
    change.meet();
    change.prepare();
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
    } catch (ProcessReplacedException e) {
      change.fail(e);
      return State.UNCHANGED;
    } catch (IOException e) {
      change.fail(e);
      return isGone(e) ? State.UNCHANGED : State.IN_DOUBT;
    }
  }

  private static boolean isGone(IOException e) {
    return e instanceof EndpointException endpoint
        && (endpoint.reason() == Reason.REFUSED || endpoint.reason() == Reason.NO_SOCKET);
  }

  private static void restore(ProcessChange change) throws IOException, InterruptedException {
    if (change.restore()) {
      change.become(State.RESTORED);
    }
  }
}
