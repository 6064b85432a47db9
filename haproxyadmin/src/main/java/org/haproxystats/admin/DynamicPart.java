package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import org.haproxystats.admin.DynamicChange.State;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.process.WaitCommands.Outcome;
import org.haproxystats.runtime.process.WaitCommands.Waited;

/** One server or backend in one process, on its way to be added or deleted there. */
abstract sealed class DynamicPart extends ProcessPart permits DynamicServer, DynamicBackend {
  /** Between two looks at a process that is waited for. */
  static final Duration PAUSE = Duration.ofMillis(100);

  /** HAProxy's usual {@code stats timeout}, 10 s, may end a connection that waits longer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  final Duration limit;
  final Deadline deadline;

  private State state = State.UNCHANGED;
  private State whenAbsent = State.UNCHANGED;

  /**
   * @param limit how long deleting may wait for what has to end first
   */
  DynamicPart(RuntimeClient process, Duration limit) {
    super(process);
    this.limit = limit;
    deadline = Deadline.after(limit);
  }

  State state() {
    return state;
  }

  /** Whether the process has it. */
  abstract boolean isThere() throws IOException, InterruptedException;

  /** Adds it; it takes no traffic yet. */
  abstract void add() throws IOException, InterruptedException;

  /** Lets traffic come to it. */
  abstract void publish() throws IOException, InterruptedException;

  /** Makes sure that it can be deleted as far as that can be known, and changes nothing. */
  abstract void inspect() throws IOException, InterruptedException;

  /** Lets no new traffic come to it, and waits until there is none. */
  abstract void drain() throws IOException, InterruptedException;

  /** Gets it into the state in which it can be deleted. */
  abstract void withdraw() throws IOException, InterruptedException;

  abstract Command<String> deletion();

  abstract Command<Waited> wait(Duration atMost);

  /** Gives it the traffic that it had before; false if nobody knows what that was. */
  abstract boolean republish() throws IOException, InterruptedException;

  /** Such as {@code server app/one}. */
  @Override
  public abstract String toString();

  final void create() throws IOException, InterruptedException {
    meet();
    if (isThere()) {
      throw new IOException(process.endpoint() + ": there is a " + this + " already");
    }
    state = State.PARTLY;
    add();
  }

  final void open() throws IOException, InterruptedException {
    publish();
    state = State.DONE;
  }

  /** Takes back what {@link #create} did. */
  final void takeBack() throws IOException, InterruptedException {
    if (state == State.PARTLY || state == State.IN_DOUBT) {
      remove();
      state = State.UNCHANGED;
    }
  }

  final void look() throws IOException, InterruptedException {
    meet();
    process.check(deletion());
    inspect();
    whenAbsent = State.DONE;
  }

  final void empty() throws IOException, InterruptedException {
    state = State.PARTLY;
    drain();
  }

  final void close() throws IOException, InterruptedException {
    withdraw();
    try {
      awaitRemovable();
    } catch (CommandUnavailableException _) {
      // Before 3.0 nothing but deleting tells if it can be deleted.
    }
  }

  private void awaitRemovable() throws IOException, InterruptedException {
    Waited waited;
    do {
      waited = process.run(wait(Duration.ofMillis(waitMillis())));
    } while (waited.outcome() == Outcome.EXPIRED && !deadline.hasPassed());
    switch (waited.outcome()) {
      case DONE, INTERRUPTED -> {} // A master may interrupt it; deleting tells then.
      case EXPIRED -> throw late(waited.reason());
      case FAILED -> throw impossible(waited.reason());
    }
  }

  private IOException impossible(String why) {
    return new IOException(
        "%s: %s cannot be deleted: %s"
            .formatted(process.endpoint(), this, why.isEmpty() ? "HAProxy does not say why" : why));
  }

  private long waitMillis() {
    long left = Duration.ofNanos(deadline.remainingNanos()).toMillis();
    return Math.clamp(left, 1, LONGEST_WAIT.toMillis());
  }

  final void delete() throws IOException, InterruptedException {
    remove();
    state = State.DONE;
  }

  /** Tries until it can be deleted or the time is over. */
  private void remove() throws IOException, InterruptedException {
    while (true) {
      try {
        process.run(deletion());
        return;
      } catch (CommandFailedException e) {
        if (e.failure() == Failure.NOT_FOUND) {
          return;
        }
        if (e.failure() != Failure.BUSY || deadline.hasPassed()) {
          throw e;
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Takes back what was done before a deletion that did not come about. */
  final void putBack() throws IOException, InterruptedException {
    if (state == State.PARTLY || state == State.IN_DOUBT) {
      state = republish() ? State.UNCHANGED : State.PARTLY;
    }
  }

  /** What could not be done in time. */
  final IOException late(String why) {
    return new IOException(
        "%s: %s could not be deleted within %s: %s"
            .formatted(process.endpoint(), this, limit, why));
  }

  /** Finds out what is so after something went wrong. */
  @Override
  final void fail(IOException e) throws InterruptedException {
    addReason(e);
    if (state != State.UNCHANGED) {
      state = seen();
    }
  }

  private State seen() throws InterruptedException {
    try {
      checkIsThere();
      return isThere() ? State.PARTLY : whenAbsent;
    } catch (IOException e) {
      addReason(e);
      return isGone(e) ? State.GONE : State.IN_DOUBT;
    }
  }
}
