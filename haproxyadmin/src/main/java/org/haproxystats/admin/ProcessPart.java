package org.haproxystats.admin;

import java.io.IOException;
import java.util.Optional;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.EndpointException.Reason;
import org.haproxystats.runtime.RuntimeClient;
import org.jspecify.annotations.Nullable;

/**
 * One process's part in what is done in several of them, and what went wrong there. The process's
 * own thread has it, and between two steps the one that waits for all.
 */
abstract class ProcessPart {
  final RuntimeClient process;
  private long pid;
  private @Nullable IOException reason;

  ProcessPart(RuntimeClient process) {
    this.process = process;
  }

  /** Keeps what went wrong in a step, and finds out what is so now. */
  abstract void fail(IOException e) throws InterruptedException;

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
  final void addReason(IOException e) {
    if (reason == null) {
      reason = e;
    } else if (!reason.equals(e)) {
      reason.addSuppressed(e);
    }
  }

  final Optional<IOException> reason() {
    return Optional.ofNullable(reason);
  }

  /** Whether a failure means that the process has ended, or that another has its place. */
  static boolean isGone(IOException e) {
    return e instanceof ProcessReplacedException
        || (e instanceof EndpointException endpoint
            && (endpoint.reason() == Reason.REFUSED || endpoint.reason() == Reason.NO_SOCKET));
  }
}
