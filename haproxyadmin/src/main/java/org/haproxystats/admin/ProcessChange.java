package org.haproxystats.admin;

import java.io.IOException;
import java.util.Optional;
import org.haproxystats.admin.Replacement.ProcessResult;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.RuntimeClient;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link AtomicChange} does in one process, and how far it is there. Its own thread has it,
 * and between two steps the one that waits for all.
 */
abstract class ProcessChange {
  private final RuntimeClient process;
  private long pid;
  private State state = State.UNCHANGED;
  private @Nullable IOException reason;

  ProcessChange(RuntimeClient process) {
    this.process = process;
  }

  /** Brings what is new into the process, where it is not in use yet, and saves what is in use. */
  abstract void prepare() throws IOException, InterruptedException;

  /** Takes back what was prepared and was not told to be used, if anything was. */
  abstract void cancel() throws IOException, InterruptedException;

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

  final RuntimeClient process() {
    return process;
  }

  final State state() {
    return state;
  }

  final void become(State next) {
    state = next;
  }

  /** Remembers which process it is. */
  final void meet() throws IOException, InterruptedException {
    process.forgetAbilities(); // They may be those of a process that is gone.
    pid = process.abilities().pid();
  }

  /** Makes sure that it is still the same process, and answers. */
  final void checkIsThere() throws IOException, InterruptedException {
    process.forgetAbilities();
    if (process.abilities().pid() != pid) {
      throw new ProcessReplacedException(process.endpoint(), pid);
    }
  }

  /** Keeps what went wrong first, and the rest with it. */
  final void fail(IOException e) {
    if (reason == null) {
      reason = e;
    } else if (!reason.equals(e)) {
      reason.addSuppressed(e);
    }
  }

  final ProcessResult result() {
    return new ProcessResult(process.endpoint(), state, Optional.ofNullable(reason));
  }
}
