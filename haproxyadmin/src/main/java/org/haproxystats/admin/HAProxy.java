package org.haproxystats.admin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.haproxystats.runtime.Abilities;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.map.PatternRef;
import org.haproxystats.runtime.master.MasterCommands;
import org.haproxystats.runtime.master.ProcessEntry;
import org.haproxystats.runtime.process.InfoCommands;
import org.haproxystats.runtime.process.LimitCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.proxy.ProxyMode;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.RuleSet;

/**
 * One load balancer: some processes of HAProxy that serve the same. All of them are asked at once,
 * on a virtual thread each; several threads may use one object.
 *
 * <p>Methods that read or change something throw {@link OperationFailedException} if a process
 * failed, with what came of each; {@link #run} does not.
 */
public final class HAProxy {
  private final Processes processes;
  private final List<Outcome.Failed<Abilities>> skipped;

  private HAProxy(Processes processes, List<Outcome.Failed<Abilities>> skipped) {
    this.processes = processes;
    this.skipped = List.copyOf(skipped);
  }

  /** {@link #open(List, Timeouts, Retries)} with the usual time-outs and retries. */
  public static HAProxy open(List<Endpoint> endpoints) throws IOException, InterruptedException {
    return open(endpoints, Timeouts.USUAL, Retries.USUAL);
  }

  /**
   * Takes the processes at some endpoints, in that order.
   *
   * @param endpoints at least one, each once
   * @throws OperationFailedException if one does not answer or is no HAProxy
   */
  public static HAProxy open(List<Endpoint> endpoints, Timeouts timeouts, Retries retries)
      throws IOException, InterruptedException {
    if (endpoints.isEmpty() || new HashSet<>(endpoints).size() < endpoints.size()) {
      throw new IllegalArgumentException("there must be endpoints, each of them once");
    }
    var all = clients(endpoints, timeouts, retries);
    all.each(RuntimeClient::abilities).orThrow();
    return new HAProxy(all, List.of());
  }

  /** {@link #ofDirectory(Path, Timeouts, Retries)} with the usual time-outs and retries. */
  public static HAProxy ofDirectory(Path directory) throws IOException, InterruptedException {
    return ofDirectory(directory, Timeouts.USUAL, Retries.USUAL);
  }

  /**
   * Takes the processes at all sockets in a directory, in the order of the sockets' names. Sockets
   * that do not answer, or not as a HAProxy does, are passed over; {@link #skipped} tells of them.
   *
   * @throws IOException if the directory cannot be read, or no socket in it is a HAProxy's
   */
  public static HAProxy ofDirectory(Path directory, Timeouts timeouts, Retries retries)
      throws IOException, InterruptedException {
    var sockets = socketsIn(directory);
    if (sockets.isEmpty()) {
      throw new IOException(directory + ": there is no UNIX socket in this directory");
    }
    return ofAnswering(sockets, timeouts, retries);
  }

  /**
   * Takes those processes at some endpoints that answer, in that order. The others are passed over;
   * {@link #skipped} tells of them.
   *
   * @param endpoints at least one, each once
   * @throws OperationFailedException if none answers
   */
  public static HAProxy ofAnswering(List<Endpoint> endpoints, Timeouts timeouts, Retries retries)
      throws IOException, InterruptedException {
    var all = clients(endpoints, timeouts, retries);
    var probed = all.each(RuntimeClient::abilities);
    var answering = new ArrayList<RuntimeClient>();
    for (int i = 0; i < endpoints.size(); i++) {
      if (probed.outcomes().get(i) instanceof Outcome.Done<Abilities>) {
        answering.add(all.clients().get(i));
      }
    }
    if (answering.isEmpty()) {
      throw new OperationFailedException(probed);
    }
    return new HAProxy(new Processes(answering), probed.failures());
  }

  /**
   * All UNIX sockets in a directory, in the order of their names; whether a HAProxy listens at them
   * is not known yet.
   *
   * @throws IOException if the directory cannot be read
   */
  public static List<Endpoint> socketsIn(Path directory) throws IOException {
    var sockets = new ArrayList<Endpoint>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (var file : files) {
        // A UNIX socket is none of file, directory and link.
        if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
          sockets.add(new Endpoint.Unix(file));
        }
      }
    }
    sockets.sort(Comparator.comparing(Endpoint::toString));
    return sockets;
  }

  /**
   * Takes the worker that serves now behind a master process, whichever that is at the time of a
   * call, so that it is the new one after a reload.
   *
   * @param master the master's own socket ({@code -S} on HAProxy's command line)
   */
  public static HAProxy ofMaster(Endpoint master, Timeouts timeouts, Retries retries)
      throws IOException, InterruptedException {
    return open(List.of(new Endpoint.CurrentWorker(master)), timeouts, retries);
  }

  /**
   * Takes all workers of a master process, those too that only finish what they had begun before a
   * reload. A later reload is not followed.
   *
   * @param master the master's own socket ({@code -S} on HAProxy's command line)
   */
  public static HAProxy ofAllWorkers(Endpoint master, Timeouts timeouts, Retries retries)
      throws IOException, InterruptedException {
    var client = new RuntimeClient(new Endpoint.Master(master), timeouts, retries);
    var workers = new ArrayList<Endpoint>();
    var all = client.run(MasterCommands.processes());
    for (var role : List.of(ProcessEntry.Role.WORKER, ProcessEntry.Role.OLD_WORKER)) {
      for (var worker : all.with(role)) {
        workers.add(new Endpoint.Worker(master, worker.pid()));
      }
    }
    return open(workers, timeouts, retries);
  }

  private static Processes clients(List<Endpoint> endpoints, Timeouts timeouts, Retries retries) {
    return new Processes(
        endpoints.stream()
            .map(endpoint -> new RuntimeClient(endpoint, timeouts, retries))
            .toList());
  }

  /** The processes, to speak to one of them alone. */
  public List<RuntimeClient> processes() {
    return processes.clients();
  }

  /** The same with those of the processes alone whose endpoints pass a test; they may be none. */
  public HAProxy only(Predicate<Endpoint> test) {
    return new HAProxy(
        new Processes(
            processes.clients().stream().filter(client -> test.test(client.endpoint())).toList()),
        List.of());
  }

  /** What {@link #ofDirectory} or {@link #ofAnswering} passed over, and why. */
  public List<Outcome.Failed<Abilities>> skipped() {
    return skipped;
  }

  /**
   * Runs a command in each process. Nothing is thrown for a process that fails.
   *
   * @throws InterruptedException if the thread is interrupted; the command may have run in some
   *     processes then
   */
  public <T> Results<T> run(Command<T> command) throws InterruptedException {
    return processes.run(command);
  }

  /** One pass over everything ({@code show stat}), to ask many questions of. */
  public Statistics statistics() throws IOException, InterruptedException {
    return Statistics.of(processes);
  }

  /** All frontends, in HAProxy's order. */
  public List<Frontend> frontends() throws IOException, InterruptedException {
    return statistics().frontends().stream()
        .map(frontend -> new Frontend(frontend.objectName(), live()))
        .toList();
  }

  /** All backends, in HAProxy's order. */
  public List<Backend> backends() throws IOException, InterruptedException {
    return statistics().backends().stream()
        .map(backend -> new Backend(backend.objectName(), live()))
        .toList();
  }

  /** All servers of all backends, in HAProxy's order. */
  public List<Server> servers() throws IOException, InterruptedException {
    return live(statistics().servers());
  }

  /** The servers of that name, one for each backend that has one. */
  public List<Server> serversNamed(String name) throws IOException, InterruptedException {
    return live(statistics().serversNamed(name));
  }

  private List<Server> live(List<Server> servers) {
    return servers.stream().map(server -> new Server(server.objectName(), live())).toList();
  }

  /**
   * The frontend of that name.
   *
   * @throws NoSuchObjectException if no process has it
   */
  public Frontend frontend(String name) throws IOException, InterruptedException {
    return new Frontend(existing(ObjectName.frontend(name)), live());
  }

  /**
   * The backend of that name.
   *
   * @throws NoSuchObjectException if no process has it
   */
  public Backend backend(String name) throws IOException, InterruptedException {
    return new Backend(existing(ObjectName.backend(name)), live());
  }

  /**
   * Makes a backend in every process, or in none ({@code add backend}, 3.4), and lets traffic come
   * to it when all have it. It has no servers yet, and lasts until a reload.
   *
   * @param defaults the {@code defaults} section that it takes its settings from, mode included
   * @throws InterruptedException if the thread is interrupted before all have it; it was taken back
   *     then
   */
  public DynamicChange addBackend(String name, String defaults) throws InterruptedException {
    return addBackend(name, BackendCommands.add(name, defaults));
  }

  /** The same, with a mode, for {@code defaults} that do not say it. */
  public DynamicChange addBackend(String name, String defaults, ProxyMode mode)
      throws InterruptedException {
    return addBackend(name, BackendCommands.add(name, defaults, mode));
  }

  private DynamicChange addBackend(String name, Command<String> addition)
      throws InterruptedException {
    return new DynamicOperation(
            processes.clients(), process -> DynamicBackend.toAdd(process, name, addition))
        .add();
  }

  /**
   * The server of that name in a backend.
   *
   * @throws NoSuchObjectException if no process has it
   */
  public Server server(String backend, String name) throws IOException, InterruptedException {
    return new Server(existing(ObjectName.server(backend, name)), live());
  }

  private ObjectName existing(ObjectName name) throws IOException, InterruptedException {
    live().rows(name);
    return name;
  }

  private RowSource live() {
    return new LiveRows(processes);
  }

  /** A map or an ACL. */
  public Patterns patterns(PatternRef ref) {
    return new Patterns(processes.clients(), ref);
  }

  /** What each process says of itself ({@code show info}). */
  public Values<ProcessInfo> info() throws IOException, InterruptedException {
    return values("process information", run(InfoCommands.info()).orThrow());
  }

  /** What each process says of itself under one name, such as {@code Version}; empty if nothing. */
  public Values<String> info(String name) throws IOException, InterruptedException {
    var values =
        info().each().stream()
            .map(value -> new Values.Value<>(value.endpoint(), value.value().text(name).orElse("")))
            .toList();
    return new Values<>(name, values);
  }

  private static <T> Values<T> values(String what, Results<T> results) {
    var values = new ArrayList<Values.Value<T>>();
    for (var outcome : results.outcomes()) {
      if (outcome instanceof Outcome.Done<T>(var endpoint, var value)) {
        values.add(new Values.Value<>(endpoint, value));
      }
    }
    return new Values<>(what, values);
  }

  /** {@link #metric(String, RuleSet)} by what the number means. */
  public OptionalDouble metric(String name) throws IOException, InterruptedException {
    return metric(name, RuleSet.EXACT);
  }

  /**
   * A number of {@code show info} over all processes, by the catalogue's rule for it.
   *
   * @param name HAProxy's name of it, such as {@code CumReq}
   * @param rules {@link RuleSet#COMPATIBLE} adds up what the Python programs added up
   * @return empty if no process has a value
   * @throws IllegalArgumentException if there is no such metric
   */
  public OptionalDouble metric(String name, RuleSet rules)
      throws IOException, InterruptedException {
    var sources =
        info().all().stream()
            .<MetricRules.Source>map(info -> field -> MetricRules.orNan(info.number(field)))
            .toList();
    return MetricRules.aggregate(ObjectKind.DAEMON, name, rules, sources);
  }

  /** The names that {@link #metric} takes: every number that any version of HAProxy has. */
  public List<String> metricNames() {
    return MetricRules.names(ObjectKind.DAEMON);
  }

  /** Requests of all frontends so far, over all processes. */
  public double requests() throws IOException, InterruptedException {
    double sum = 0;
    for (var frontend : Statistics.of(processes, StatQuery.ALL).frontends()) {
      sum += frontend.requests().orElse(0);
    }
    return sum;
  }

  /**
   * Sets how many connections each process takes ({@code set maxconn global}).
   *
   * @param connections 0 for what it was started with
   */
  public Results<String> setMaxconn(int connections) throws IOException, InterruptedException {
    return run(LimitCommands.setMaxconn(connections)).orThrow();
  }

  /**
   * Limits a rate of each process ({@code set rate-limit ... global}).
   *
   * @param limit 0 for none
   */
  public Results<String> setRateLimit(LimitCommands.Rate rate, int limit)
      throws IOException, InterruptedException {
    return run(LimitCommands.setRateLimit(rate, limit)).orThrow();
  }
}
