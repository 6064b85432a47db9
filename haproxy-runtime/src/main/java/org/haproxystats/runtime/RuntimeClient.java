package org.haproxystats.runtime;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands on one HAProxy process, each over a connection of its own, which is the one way to
 * know the end of an answer on every version. Several threads may use one client.
 *
 * <p>What the process can do is asked once. A command that it cannot or may not run is not sent.
 */
public final class RuntimeClient {
  private final Endpoint endpoint;
  private final Timeouts timeouts;
  private final Retries retries;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Abilities abilities;

  public RuntimeClient(Endpoint endpoint) {
    this(endpoint, Timeouts.USUAL, Retries.USUAL);
  }

  public RuntimeClient(Endpoint endpoint, Timeouts timeouts, Retries retries) {
    this.endpoint = endpoint;
    this.timeouts = timeouts;
    this.retries = retries;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * What the process is and can; asked for once ({@code show info}, {@code show cli level}).
   *
   * @throws IOException if the process does not answer, or is no HAProxy
   */
  public Abilities abilities() throws IOException, InterruptedException {
    var known = abilities;
    if (known != null) {
      return known;
    }
    asking.lockInterruptibly();
    try {
      if (abilities == null) {
        abilities = AbilitiesProbe.ask(this);
      }
      return abilities;
    } finally {
      asking.unlock();
    }
  }

  /** Forgets what was found out, because another process may answer now, as after a reload. */
  public void forgetAbilities() {
    abilities = null;
  }

  /**
   * Runs a command and returns what its answer says.
   *
   * @throws UnsendableValueException if a value cannot be sent to this version; nothing was sent
   * @throws CommandUnavailableException if the version or level does not permit the command;
   *     nothing was sent
   * @throws CommandFailedException if HAProxy refused it
   * @throws EndpointException if the process could not be reached, or did not answer to the end
   * @throws InterruptedException if the thread is interrupted
   */
  public <T> T run(Command<T> command) throws IOException, InterruptedException {
    var process = abilities();
    var missing = command.requirement().missing(process);
    if (missing.isPresent()) {
      throw new CommandUnavailableException(
          endpoint, command.toString(), command.requirement(), missing.get());
    }
    var deadline = Deadline.after(timeouts.overall());
    var requests = command.requests(process.version());
    for (var request : requests.subList(0, requests.size() - 1)) {
      exchange(command, request, process, deadline);
    }
    return exchange(command, requests.getLast(), process, deadline);
  }

  private <T> T exchange(
      Command<T> command, Command.Request request, Abilities process, Deadline deadline)
      throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        return exchangeOnce(command, request, process, deadline);
      } catch (EndpointException e) {
        boolean mayRepeat = e.reason().isBeforeSending() || command.isRepeatable();
        if (tries == retries.times() || !mayRepeat || deadline.hasPassed()) {
          throw e;
        }
      }
      Thread.sleep(retries.pause());
    }
  }

  private <T> T exchangeOnce(
      Command<T> command, Command.Request request, Abilities process, Deadline deadline)
      throws IOException, InterruptedException {
    var before = command.isAloneOnLine() ? List.<String>of() : prefix(command, process);
    try (var connection = connect(deadline)) {
      connection.send(endpoint.request(before, request.line(), request.payload()), deadline);
      if (!request.payload().isEmpty() && endpoint.isAtMaster()) {
        connection.endRequest(); // Nothing can come after a payload to tell the master to quit.
      }
      var answer = connection.answer(deadline, timeouts.idle());
      return command
          .reader()
          .read(Reply.begin(endpoint, command.toString(), answer, tellsSeverity(process)));
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    } catch (CommandFailedException e) {
      if (e.failure() == Failure.UNKNOWN_COMMAND || e.failure() == Failure.PERMISSION_DENIED) {
        forgetAbilities(); // Another process has taken the place, perhaps.
      }
      throw e;
    }
  }

  RuntimeConnection connect(Deadline deadline) throws IOException, InterruptedException {
    return RuntimeConnection.open(endpoint, timeouts.connect(), deadline);
  }

  Timeouts timeouts() {
    return timeouts;
  }

  static InterruptedException interrupted(InterruptedIOException e) {
    var interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  /** What goes before a command on its line: told failures, unlocked modes. */
  private List<String> prefix(Command<?> command, Abilities process) {
    var prefix = new ArrayList<String>();
    if (tellsSeverity(process)) {
      // Not with '-', which spares the empty answer: HAProxy 3.0 waits for more input after it.
      prefix.add("set severity-output number");
    }
    var mode = command.requirement().mode().command();
    if (!mode.isEmpty()) {
      prefix.add(mode);
    }
    return prefix;
  }

  private boolean tellsSeverity(Abilities process) {
    return switch (endpoint) {
      case Endpoint.Unix _, Endpoint.Tcp _ -> process.hasSeverity();
      case Endpoint.Worker _, Endpoint.CurrentWorker _ -> process.masterHasSeverity();
      case Endpoint.Master _ -> false; // It takes the setting for its workers alone.
    };
  }
}
