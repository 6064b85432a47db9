package org.haproxystats.admin;

import java.io.IOException;
import java.util.Optional;
import org.haproxystats.admin.Replacement.ProcessResult;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.RuntimeClient;

/** What an {@link AtomicChange} does in one process, and how far it is there. */
abstract class ProcessChange extends ProcessPart {
  private State state = State.UNCHANGED;
  private boolean isGone;

  ProcessChange(RuntimeClient process) {
    super(process);
  }

  /** Brings what is new into the process, where it is not in use yet, and saves what is in use. */
  abstract void prepare() throws IOException, InterruptedException;

  /** Takes back what was prepared and was not told to be used, if anything was. */
  abstract void cancel() throws IOException, InterruptedException;

  /**
   * What {@link #cancel} has not done yet, as a command that can be run at any later time without
   * harm; empty if nothing is left, or nobody can say so.
   */
  abstract Optional<Command<String>> cleanup();

  /** Has the process use what is new. */
  abstract void commit() throws IOException, InterruptedException;

  /**
   * Finds out whether the process uses what is new, after a commit that was not answered. It may
   * commit again.
   */
  abstract boolean isCommitted() throws IOException, InterruptedException;

  /**
   * Has the process use again what it used before.
   *
   * @return whether it does; false where that could not be saved
   */
  abstract boolean restore() throws IOException, InterruptedException;

  final State state() {
    return state;
  }

  final void become(State next) {
    state = next;
  }

  @Override
  final void fail(IOException e) {
    addReason(e);
    isGone |= isGone(e);
  }

  final ProcessResult result() {
    // What was prepared is gone with its process.
    return new ProcessResult(
        process.endpoint(), state, reason(), isGone ? Optional.empty() : cleanup());
  }
}
