package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
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
public final class RuntimeClient implements CommandRunner {
  private static final Duration FOREVER = Duration.ofDays(10_000);

  /** From here on a request may be longer than the usual buffer of HAProxy, less its reserve. */
  private static final int LONG_REQUEST_BYTES = 15_000;

  private final Endpoint endpoint;
  private final Timeouts timeouts;
  private final Retries retries;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Abilities abilities;

  /**
   * A client with {@link Timeouts#USUAL} and {@link Retries#USUAL}. It connects when it is asked to
   * do something.
   *
   * @param endpoint where the process answers
   */
  public RuntimeClient(Endpoint endpoint) {
    this(endpoint, Timeouts.USUAL, Retries.USUAL);
  }

  /**
   * A client; it connects when it is asked to do something.
   *
   * @param endpoint where the process answers
   * @param timeouts how long to wait for it
   * @param retries how often to try again, and when
   */
  public RuntimeClient(Endpoint endpoint, Timeouts timeouts, Retries retries) {
    this.endpoint = endpoint;
    this.timeouts = timeouts;
    this.retries = retries;
  }

  /** {@return where it connects to} */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * {@return what the process is and can; asked for once ({@code show info}, {@code show cli
   * level})}
   *
   * @throws IOException if the process does not answer, or is no HAProxy
   * @throws InterruptedException if the thread is interrupted
   */
  public Abilities abilities() throws IOException, InterruptedException {
    var known = abilities;
    if (known != null) {
      return known;
    }
    asking.lockInterruptibly();
    try {
      var found = abilities;
      if (found == null) {
        found = retrying(true, deadline(), deadline -> AbilitiesProbe.ask(this, deadline));
        abilities = found;
      }
      return found;
    } finally {
      asking.unlock();
    }
  }

  /** Forgets what was found out, because another process may answer now, as after a reload. */
  public void forgetAbilities() {
    abilities = null;
  }

  /**
   * Opens a session for many commands. From HAProxy 3.2 on it connects at once.
   *
   * @return the session, to be closed
   * @throws IOException if the process does not answer, or is no HAProxy
   * @throws InterruptedException if the thread is interrupted
   */
  public RuntimeSession openSession() throws IOException, InterruptedException {
    return RuntimeSession.open(this);
  }

  /**
   * Makes sure that the process has a command and the socket's level permits it, without sending
   * it.
   *
   * @param command what is to be run later
   * @throws CommandUnavailableException if it is not so; the message tells what is missing
   * @throws IOException if the process cannot be asked what it is
   * @throws InterruptedException if the thread is interrupted
   */
  public void check(Command<?> command) throws IOException, InterruptedException {
    check(command, abilities());
  }

  /**
   * {@return whether a connection leads to the process alone, so that it can be used for long: a
   * master hands it over to a worker from HAProxy 3.2 on only}
   *
   * @throws IOException if the process cannot be asked what it is
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean hasOwnConnections() throws IOException, InterruptedException {
    return hasOwnConnections(abilities());
  }

  private boolean hasOwnConnections(Abilities process) {
    return switch (endpoint) {
      case Endpoint.Unix _, Endpoint.Tcp _, Endpoint.Tls _ -> true;
      case Endpoint.Worker _, Endpoint.CurrentWorker _ -> process.masterConnects();
      case Endpoint.Master _ -> false;
    };
  }

  @Override
  public <T> T run(Command<T> command) throws IOException, InterruptedException {
    var process = abilities();
    check(command, process);
    if (command.silence().isPositive() && endpoint.isAtMaster() && hasOwnConnections(process)) {
      try (var session = openSession()) { // Otherwise the master would end the waiting.
        return session.run(command);
      }
    }
    var deadline = deadline(command);
    var requests = command.requests(process.version());
    for (var request : requests.subList(0, requests.size() - 1)) {
      exchange(command, request, process, deadline);
    }
    return exchange(command, requests.getLast(), process, deadline);
  }

  /**
   * Runs commands in their order, each of which succeeds by saying nothing ({@link
   * Success#silent}), for bulk work: over one connection, and none waits for the answer to the one
   * before it. HAProxy goes on after a command that fails. Before HAProxy 1.9, and through a master
   * process, they are run one by one.
   *
   * <p>The overall time-out counts for all of them together.
   *
   * @param commands what to run; there may be none
   * @throws IllegalArgumentException if one has an answer, or switches a mode on
   * @throws UnsendableValueException if a value cannot be sent to this version; nothing was sent
   * @throws CommandUnavailableException if the version or level does not permit one; nothing was
   *     sent
   * @throws CommandFailedException for the first that HAProxy refused
   * @throws EndpointException if the process could not be reached, or did not answer to the end
   * @throws InterruptedException if the thread is interrupted
   */
  public void runAll(List<Command<String>> commands) throws IOException, InterruptedException {
    var process = abilities();
    for (var command : commands) {
      check(command, process);
    }
    if (endpoint.isAtMaster() || !process.hasDependablePrompt()) {
      for (var command : commands) {
        run(command);
      }
    } else if (!commands.isEmpty()) {
      var pipeline = Pipeline.of(endpoint, commands, process.version());
      pipeline.check(retrying(false, deadline(), deadline -> converse(pipeline, deadline)));
    }
  }

  private byte[] converse(Pipeline pipeline, Deadline deadline)
      throws IOException, InterruptedException {
    try (var connection = connect(deadline)) {
      return connection.converse(pipeline.portions(), deadline, timeouts.idle());
    }
  }

  private <T> T exchange(
      Command<T> command, Command.Request request, Abilities process, Deadline deadline)
      throws IOException, InterruptedException {
    return retrying(
        command.isRepeatable(), deadline, limit -> exchangeOnce(command, request, process, limit));
  }

  /**
   * Begins a command whose answer does not come to an end by itself, such as {@code show events
   * buf0 -w}. The answer has no time-out.
   *
   * @param command what to send
   * @return the answer, to be read as it comes and to be closed
   * @throws IOException as {@link #run} does
   * @throws InterruptedException if the thread is interrupted
   */
  public OpenReply open(Command<?> command) throws IOException, InterruptedException {
    var process = abilities();
    check(command, process);
    var deadline = deadline();
    var connection = connect(deadline);
    try {
      var request = command.requests(process.version()).getFirst();
      var bytes = new ByteArrayOutputStream();
      if (hasOwnConnections(process)) {
        bytes.writeBytes(endpoint.connector().getBytes(UTF_8));
        request.writeTo(bytes, setup(command, process));
      } else {
        request.writeTo(bytes, endpoint, setup(command, process));
      }
      connection.send(bytes.toByteArray(), deadline);
    } catch (IOException | InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
    var answer = connection.answer(Deadline.never(), FOREVER);
    return new OpenReply(
        connection,
        () -> Reply.beginEndless(endpoint, command.toString(), answer, tellsSeverity(process)));
  }

  void check(Command<?> command, Abilities process) throws CommandUnavailableException {
    var missing = command.requirement().missing(process);
    if (missing.isPresent()) {
      throw new CommandUnavailableException(
          endpoint, command.toString(), command.requirement(), missing.get());
    }
  }

  /** One exchange with the process, which may have to be repeated. */
  private interface Exchange<T> {
    T make(Deadline deadline) throws IOException, InterruptedException;
  }

  private <T> T retrying(boolean repeatable, Deadline deadline, Exchange<T> exchange)
      throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        return exchange.make(deadline);
      } catch (EndpointException e) {
        boolean mayRepeat = e.reason().isBeforeSending() || repeatable;
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
    var bytes = new ByteArrayOutputStream();
    request.writeTo(bytes, endpoint, setup(command, process));
    try (var connection = connect(deadline)) {
      connection.send(bytes.toByteArray(), deadline);
      if (request.payload().isPresent() && endpoint.isAtMaster()) {
        connection.endRequest(); // Nothing can come after a payload to tell the master to quit.
      }
      return command
          .reader()
          .read(
              Reply.begin(
                  endpoint,
                  command.toString(),
                  answer(connection, command, deadline),
                  tellsSeverity(process)));
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    } catch (EndpointException e) {
      throw explained(e, bytes.size());
    } catch (CommandFailedException e) {
      if (e.failure() == Failure.UNKNOWN_COMMAND || e.failure() == Failure.PERMISSION_DENIED) {
        forgetAbilities(); // Another process has taken the place, perhaps.
      }
      throw e;
    }
  }

  /** HAProxy before 3.0 does not say that a request is too long: it closes, or says nothing. */
  private EndpointException explained(EndpointException e, int requestBytes) {
    if (requestBytes < LONG_REQUEST_BYTES || e.reason().isBeforeSending()) {
      return e;
    }
    return new EndpointException(
        endpoint,
        e.reason(),
        "a request of %d bytes was not answered: HAProxy takes no more than its tune.bufsize,"
                .formatted(requestBytes)
            + " 16384 bytes if nothing else is set",
        e);
  }

  /** What sets a connection up for one command. */
  private List<String> setup(Command<?> command, Abilities process) {
    var setup = new ArrayList<String>();
    if (!command.isRaw() && tellsSeverity(process)) {
      // Not with '-', which spares the empty answer: HAProxy 3.0 waits for more input after it.
      setup.add("set severity-output number");
    }
    setup.addAll(mode(command));
    return setup;
  }

  /** What has to be sent before a command. */
  static List<String> mode(Command<?> command) {
    var unlock = command.requirement().mode().command();
    return unlock.isEmpty() ? List.of() : List.of(unlock);
  }

  private boolean tellsSeverity(Abilities process) {
    if (endpoint instanceof Endpoint.Master) {
      return false; // It takes the setting for its workers alone.
    }
    return endpoint.isAtMaster() ? process.masterHasSeverity() : process.hasSeverity();
  }

  Deadline deadline() {
    return Deadline.after(timeouts.overall());
  }

  Deadline deadline(Command<?> command) {
    return Deadline.after(timeouts.overall().plus(command.silence()));
  }

  /** The moment by which a short answer must have come. */
  Deadline soon(Deadline deadline) {
    return deadline.orAfter(timeouts.idle());
  }

  RuntimeConnection connect(Deadline deadline) throws IOException, InterruptedException {
    return RuntimeConnection.open(endpoint, timeouts.connect(), deadline);
  }

  InputStream answer(RuntimeConnection connection, Command<?> command, Deadline deadline) {
    return connection.answer(deadline, timeouts.idle().plus(command.silence()));
  }

  static InterruptedException interrupted(InterruptedIOException e) {
    var interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }
}
