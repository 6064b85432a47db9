package org.haproxystats.admin.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.OperationFailedException;
import org.haproxystats.admin.Outcome;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.Timeouts;

/** One run of one command: what was typed, where results go, and whether anything went wrong. */
final class Invocation {
  private static final Duration USUAL_WAIT = Duration.ofSeconds(10);

  private final Shell shell;
  private final Arguments arguments;
  private final Output output;
  private final Set<String> advised = new HashSet<>();
  private boolean hasTrouble;

  Invocation(Shell shell, Arguments arguments) throws UsageException {
    this.shell = shell;
    this.arguments = arguments;
    output = Output.of(shell, arguments);
  }

  Shell shell() {
    return shell;
  }

  Arguments arguments() {
    return arguments;
  }

  Output output() {
    return output;
  }

  /** Tells that something failed; the command goes on, and its exit status tells it too. */
  void trouble(String message) {
    hasTrouble = true;
    shell.out().flush(); // What was written before comes before.
    shell.err().println("haproxyadmin: " + message);
  }

  boolean hasTrouble() {
    return hasTrouble;
  }

  /** How long to wait for HAProxy. */
  Timeouts timeouts() throws UsageException {
    var wait = arguments.duration(GlobalOptions.TIMEOUT).orElse(USUAL_WAIT);
    if (!wait.isPositive()) {
      throw new UsageException(GlobalOptions.TIMEOUT + " must be more than zero");
    }
    var connect = Timeouts.USUAL.connect();
    return new Timeouts(
        wait.compareTo(connect) < 0 ? wait : connect,
        wait,
        wait.compareTo(Timeouts.USUAL.overall()) > 0 ? wait : Timeouts.USUAL.overall());
  }

  /** Which load balancers are meant. */
  List<Target> targets() throws UsageException, IOException {
    return new Targets(shell, arguments).all();
  }

  /** Whether load balancers have names here, which results then have as their first field. */
  static boolean areNamed(List<LoadBalancer> all) {
    return all.stream().anyMatch(balancer -> !balancer.name().isEmpty());
  }

  /**
   * The load balancers that are meant, without the processes that do not answer, which are told.
   *
   * @throws IOException if none answers
   */
  List<LoadBalancer> loadBalancers() throws UsageException, IOException, InterruptedException {
    var open = new ArrayList<LoadBalancer>();
    for (var target : targets()) {
      try {
        var haproxy = HAProxy.ofAnswering(target.endpoints(), timeouts(), Retries.USUAL);
        var unreachable =
            haproxy.skipped().stream().filter(failed -> !isOthers(target, failed)).toList();
        unreachable.forEach(failed -> notAnswering(target, failed));
        open.add(new LoadBalancer(target, haproxy, unreachable));
      } catch (OperationFailedException e) {
        e.results().failures().forEach(failed -> notAnswering(target, failed));
      }
    }
    if (open.isEmpty()) {
      throw new IOException("no HAProxy answers; 'haproxyadmin doctor' says what mends it");
    }
    return open;
  }

  /** In a directory there may be sockets of others, such as the master's or a frontend's. */
  private static boolean isOthers(Target target, Outcome.Failed<?> failed) {
    return target.isSearched()
        && failed.reason() instanceof EndpointException e
        && (e.reason() == EndpointException.Reason.NO_HAPROXY
            || e.reason() == EndpointException.Reason.NO_ANSWER);
  }

  /** Tells what mends it for the first of those that fail in one way, since it is the same. */
  private void notAnswering(Target target, Outcome.Failed<?> failed) {
    boolean isNew =
        !(failed.reason() instanceof EndpointException e)
            || advised.add(target.name() + e.reason());
    trouble(
        target.prefix()
            + (isNew
                ? Advice.message(failed.reason())
                : String.valueOf(failed.reason().getMessage())));
  }

  /** The columns of a table, with one for the load balancer before them where these have names. */
  static List<Column> columns(List<LoadBalancer> all, List<Column> columns) {
    return areNamed(all)
        ? Stream.concat(Stream.of(Column.text("haproxy")), columns.stream()).toList()
        : columns;
  }
}
