package org.haproxystats.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.server.AddressChange;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.CheckCommands;
import org.haproxystats.runtime.server.Health;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerState;
import org.haproxystats.runtime.server.ServerViews;
import org.haproxystats.runtime.stats.ObjectKind;

/** A server in all processes that have it. */
public final class Server extends ProxyObject {
  Server(ObjectName name, RowSource source) {
    super(name, ObjectKind.SERVER, source);
  }

  @Override
  public String name() {
    return objectName().service();
  }

  /** {@return the name of its backend} */
  public String backend() {
    return objectName().proxy();
  }

  /** {@return its name with its backend's, as commands need it} */
  public ServerName fullName() {
    return new ServerName(backend(), name());
  }

  /**
   * {@return its weight at the moment by process, 0 to 256 ({@code weight}); 0 takes no new
   * sessions}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<OptionalInt> weight() throws IOException, InterruptedException {
    return number("weight");
  }

  /**
   * {@return the code that the last health check got by process, such as 200 ({@code check_code});
   * empty where it got none}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<OptionalInt> checkCode() throws IOException, InterruptedException {
    return number("check_code");
  }

  /**
   * {@return what the last health check found, such as {@code L4CON} ({@code check_status}); the
   * empty text where there is none}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<String> checkStatus() throws IOException, InterruptedException {
    return text("check_status");
  }

  /**
   * {@return the last health check in words ({@code last_chk}); the empty text where there is none}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<String> lastCheck() throws IOException, InterruptedException {
    return text("last_chk");
  }

  /**
   * {@return the last agent check in words ({@code last_agt}); the empty text where there is none}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<String> lastAgentCheck() throws IOException, InterruptedException {
    return text("last_agt");
  }

  /**
   * {@return sessions so far, over all processes ({@code stot})}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalDouble requests() throws IOException, InterruptedException {
    return metric("stot");
  }

  private Values<OptionalInt> number(String field) throws IOException, InterruptedException {
    var values = new ArrayList<Values.Value<OptionalInt>>();
    for (var row : rows()) {
      var number = row.row().number(field);
      values.add(
          new Values.Value<>(
              row.process().endpoint(),
              number.isPresent()
                  ? OptionalInt.of(Math.toIntExact(number.getAsLong()))
                  : OptionalInt.empty()));
    }
    return new Values<>(field + " of " + this, values);
  }

  /**
   * {@return its address as HAProxy uses it, IPv6 without brackets ({@code show servers state},
   * since 1.6); empty for a UNIX socket and for a name that is not resolved}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<Optional<String>> address() throws IOException, InterruptedException {
    return state("address", ServerState::address);
  }

  /**
   * {@return its port ({@code show servers state}); empty if it is the one that the client came to}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<OptionalInt> port() throws IOException, InterruptedException {
    return state("port", ServerState::port);
  }

  private <T> Values<T> state(String what, Function<ServerState, T> part)
      throws IOException, InterruptedException {
    var values = new ArrayList<Values.Value<T>>();
    for (var outcome : run(ServerViews.states(backend())).orThrow().outcomes()) {
      if (outcome instanceof Outcome.Done<List<ServerState>>(var endpoint, var states)) {
        for (var state : states) {
          if (state.name().equals(fullName())) {
            values.add(new Values.Value<>(endpoint, part.apply(state)));
          }
        }
      }
    }
    if (values.isEmpty()) {
      throw new NoSuchObjectException(toString());
    }
    return new Values<>(what + " of " + this, values);
  }

  /**
   * Takes traffic again, drains, or goes into maintenance ({@code set server ... state}).
   *
   * @param state what it shall do
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setState(AdminState state) throws IOException, InterruptedException {
    return run(ServerCommands.setState(fullName(), state)).orThrow();
  }

  /**
   * Sets its weight ({@code set server ... weight}).
   *
   * @param weight 0 to 256; 0 takes no new sessions
   * @return HAProxy's answer by process, mostly empty
   * @throws IllegalArgumentException if the weight is out of its range
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setWeight(int weight) throws IOException, InterruptedException {
    return run(ServerCommands.setWeight(fullName(), weight)).orThrow();
  }

  /**
   * Sets its weight in relation to the configured one ({@code set server ... weight n%}).
   *
   * @param percent 0 or more; HAProxy ends at a weight of 256
   * @return HAProxy's answer by process, mostly empty
   * @throws IllegalArgumentException if the percentage is less than zero
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setRelativeWeight(int percent) throws IOException, InterruptedException {
    return run(ServerCommands.setRelativeWeight(fullName(), percent)).orThrow();
  }

  /**
   * Sets its address and leaves its port ({@code set server ... addr}). Since HAProxy 1.6.
   *
   * @param address where its traffic goes
   * @return by process, what has changed
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<AddressChange> setAddress(InetAddress address)
      throws IOException, InterruptedException {
    return run(ServerCommands.setAddress(fullName(), address)).orThrow();
  }

  /**
   * Sets its address and port ({@code set server ... addr ... port}). Since HAProxy 1.7.
   *
   * @param address where its traffic goes
   * @param port 0 to 65535; 0 for the port that the client came to
   * @return by process, what has changed
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know, or
   *     the port is out of its range
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<AddressChange> setAddress(InetAddress address, int port)
      throws IOException, InterruptedException {
    return run(ServerCommands.setAddress(fullName(), address, port)).orThrow();
  }

  /**
   * Sets its port and leaves its address, which each process may have another of. A process fails
   * where it has no address that a port belongs to. Since HAProxy 1.7.
   *
   * @param port 0 to 65535; 0 for the port that the client came to
   * @return by process, what has changed
   * @throws IllegalArgumentException if the port is out of its range
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<AddressChange> setPort(int port) throws IOException, InterruptedException {
    return having()
        .each(
            process -> {
              for (var state : process.run(ServerViews.states(backend()))) {
                if (state.name().equals(fullName()) && state.address().isPresent()) {
                  var address = InetAddress.ofLiteral(state.address().get());
                  return process.run(ServerCommands.setAddress(fullName(), address, port));
                }
              }
              throw new IOException(
                  process.endpoint() + ": " + this + " has no address that a port belongs to");
            })
        .orThrow();
  }

  /**
   * Sets the name that its address is looked up by ({@code set server ... fqdn}). Since HAProxy
   * 1.8.
   *
   * @param fqdn the name, fully qualified
   * @return by process, whether it was another one before
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<Change> setFqdn(String fqdn) throws IOException, InterruptedException {
    return run(ServerCommands.setFqdn(fullName(), fqdn)).orThrow();
  }

  /**
   * Switches TLS to it on or off ({@code set server ... ssl}); its configuration must have prepared
   * that. Since 2.4.
   *
   * @param on whether to speak TLS
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setSsl(boolean on) throws IOException, InterruptedException {
    return run(ServerCommands.setSsl(fullName(), on)).orThrow();
  }

  /**
   * Sets how many sessions it gets at most, in each process ({@code set maxconn server}). Since
   * HAProxy 1.7.
   *
   * @param connections 0 or more; 0 for no limit
   * @return HAProxy's answer by process, mostly empty
   * @throws IllegalArgumentException if the number is less than zero
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setMaxconn(int connections) throws IOException, InterruptedException {
    return run(ServerCommands.setMaxconn(fullName(), connections)).orThrow();
  }

  /**
   * Makes its health check have a result, until the next one comes ({@code set server ... health}).
   *
   * @param health the result
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setHealth(Health health) throws IOException, InterruptedException {
    return run(CheckCommands.setHealth(fullName(), health)).orThrow();
  }

  /**
   * Switches its health checks on or off ({@code enable health}, {@code disable health}).
   *
   * @param on whether they run
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setHealthChecks(boolean on) throws IOException, InterruptedException {
    return run(on
            ? CheckCommands.enableHealth(fullName())
            : CheckCommands.disableHealth(fullName()))
        .orThrow();
  }

  /**
   * Switches its agent checks on or off ({@code enable agent}, {@code disable agent}).
   *
   * @param on whether they run
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setAgentChecks(boolean on) throws IOException, InterruptedException {
    return run(on ? CheckCommands.enableAgent(fullName()) : CheckCommands.disableAgent(fullName()))
        .orThrow();
  }

  /**
   * Makes its agent check have a result, until the next one comes ({@code set server ... agent}).
   *
   * @param up true for up, false for down
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setAgent(boolean up) throws IOException, InterruptedException {
    return run(CheckCommands.setAgent(fullName(), up)).orThrow();
  }

  /**
   * Deletes it from every process that has it, or from none, as far as HAProxy permits ({@code del
   * server}, 2.4). It drains first, until its sessions have ended everywhere; then it goes into
   * maintenance and is deleted. If the time is over before, or a process fails, it gets back the
   * state that it had.
   *
   * @param limit how long at most to wait for sessions and connections to end; what is sent has the
   *     clients' time-outs beside
   * @return what became of each process
   * @throws NoSuchObjectException if no process has it
   * @throws InterruptedException if the thread is interrupted; where it is not deleted, it has got
   *     back the state that it had
   * @throws OperationFailedException if it cannot be found out which processes have it; nothing was
   *     changed
   */
  public DynamicChange delete(Duration limit) throws IOException, InterruptedException {
    return delete(limit, false);
  }

  /**
   * Deletes it as {@link #delete} does, but ends its sessions instead of waiting for them ({@code
   * shutdown sessions server}).
   *
   * @param limit how long at most to wait for connections to end; what is sent has the clients'
   *     time-outs beside
   * @return what became of each process
   * @throws IOException as {@link #delete} does
   * @throws InterruptedException as {@link #delete} does
   */
  public DynamicChange deleteNow(Duration limit) throws IOException, InterruptedException {
    return delete(limit, true);
  }

  private DynamicChange delete(Duration limit, boolean endsSessions)
      throws IOException, InterruptedException {
    return new DynamicOperation(
            having().clients(),
            process -> DynamicServer.toDelete(process, fullName(), limit, endsSessions))
        .delete();
  }

  /**
   * Ends all sessions that it has, at once ({@code shutdown sessions server}).
   *
   * @return HAProxy's answer by process, mostly empty
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> shutdownSessions() throws IOException, InterruptedException {
    return run(ServerCommands.shutdownSessions(fullName())).orThrow();
  }
}
