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
 * on a thread each; several threads may use one object.
 *
 * <p>Methods that read or change something throw {@link OperationFailedException} if a process
 * failed, with what came of each; {@link #run} does not. A name or value that HAProxy could not
 * take unchanged is refused with {@link org.haproxystats.runtime.UnsendableValueException} before
 * anything is sent.
 */
public final class HAProxy {
  private final Processes processes;
  private final List<Outcome.Failed<Abilities>> skipped;

  private HAProxy(Processes processes, List<Outcome.Failed<Abilities>> skipped) {
    this.processes = processes;
    this.skipped = List.copyOf(skipped);
  }

  /**
   * {@link #open(List, Timeouts, Retries)} with the usual time-outs and retries.
   *
   * @param endpoints at least one, each once
   * @return the load balancer
   * @throws OperationFailedException if one does not answer or is no HAProxy
   * @throws IllegalArgumentException if there is no endpoint, or one is there twice
   * @throws InterruptedException if the thread is interrupted
   */
  public static HAProxy open(List<Endpoint> endpoints) throws IOException, InterruptedException {
    return open(endpoints, Timeouts.USUAL, Retries.USUAL);
  }

  /**
   * Takes the processes at some endpoints, in that order.
   *
   * @param endpoints at least one, each once
   * @param timeouts how long to wait for each process
   * @param retries how often to try again, and when
   * @return the load balancer
   * @throws OperationFailedException if one does not answer or is no HAProxy
   * @throws IllegalArgumentException if there is no endpoint, or one is there twice
   * @throws InterruptedException if the thread is interrupted
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

  /**
   * {@link #ofDirectory(Path, Timeouts, Retries)} with the usual time-outs and retries.
   *
   * @param directory where the sockets are; those in directories below it are not looked for
   * @return the load balancer
   * @throws IOException if the directory cannot be read, or no socket in it is a HAProxy's
   * @throws InterruptedException if the thread is interrupted
   */
  public static HAProxy ofDirectory(Path directory) throws IOException, InterruptedException {
    return ofDirectory(directory, Timeouts.USUAL, Retries.USUAL);
  }

  /**
   * Takes the processes at all sockets in a directory, in the order of the sockets' names. Sockets
   * that do not answer, or not as a HAProxy does, are passed over; {@link #skipped} tells of them.
   *
   * @param directory where the sockets are; those in directories below it are not looked for
   * @param timeouts how long to wait for each process
   * @param retries how often to try again, and when
   * @return the load balancer
   * @throws IOException if the directory cannot be read, or no socket in it is a HAProxy's
   * @throws InterruptedException if the thread is interrupted
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
   * @param timeouts how long to wait for each process
   * @param retries how often to try again, and when
   * @return the load balancer
   * @throws OperationFailedException if none answers
   * @throws InterruptedException if the thread is interrupted
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
   * {@return all UNIX sockets in a directory, in the order of their names; whether a HAProxy
   * listens at them is not known yet}
   *
   * @param directory where to look; not in directories below it
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
   * @param timeouts how long to wait for the process
   * @param retries how often to try again, and when
   * @return the load balancer, of one process
   * @throws OperationFailedException if the worker does not answer
   * @throws InterruptedException if the thread is interrupted
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
   * @param timeouts how long to wait for each process
   * @param retries how often to try again, and when
   * @return the load balancer, the worker that serves now before those that finish
   * @throws IOException if the master does not tell its workers, or a worker does not answer
   * @throws IllegalArgumentException if the master has no worker
   * @throws InterruptedException if the thread is interrupted
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

  /** {@return the processes, to speak to one of them alone} */
  public List<RuntimeClient> processes() {
    return processes.clients();
  }

  /**
   * {@return the same with those of the processes alone whose endpoints pass a test; they may be
   * none}
   *
   * @param test whether an endpoint's process is taken
   */
  public HAProxy only(Predicate<Endpoint> test) {
    return new HAProxy(
        new Processes(
            processes.clients().stream().filter(client -> test.test(client.endpoint())).toList()),
        List.of());
  }

  /** {@return what {@link #ofDirectory} or {@link #ofAnswering} passed over, and why} */
  public List<Outcome.Failed<Abilities>> skipped() {
    return skipped;
  }

  /**
   * Runs a command in each process. Nothing is thrown for a process that fails.
   *
   * @param <T> what the command's answer becomes
   * @param command what to run
   * @return what came of it in each process
   * @throws InterruptedException if the thread is interrupted; the command may have run in some
   *     processes then
   */
  public <T> Results<T> run(Command<T> command) throws InterruptedException {
    return processes.run(command);
  }

  /**
   * {@return one pass over everything ({@code show stat}), to ask many questions of}
   *
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Statistics statistics() throws IOException, InterruptedException {
    return Statistics.of(processes);
  }

  /**
   * {@return all frontends, in HAProxy's order}
   *
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Frontend> frontends() throws IOException, InterruptedException {
    return statistics().frontends().stream()
        .map(frontend -> new Frontend(frontend.objectName(), live()))
        .toList();
  }

  /**
   * {@return all backends, in HAProxy's order}
   *
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Backend> backends() throws IOException, InterruptedException {
    return statistics().backends().stream()
        .map(backend -> new Backend(backend.objectName(), live()))
        .toList();
  }

  /**
   * {@return all servers of all backends, in HAProxy's order}
   *
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Server> servers() throws IOException, InterruptedException {
    return live(statistics().servers());
  }

  /**
   * {@return the servers of that name, one for each backend that has one; none if no backend has}
   *
   * @param name the servers' own name
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Server> serversNamed(String name) throws IOException, InterruptedException {
    return live(statistics().serversNamed(name));
  }

  private List<Server> live(List<Server> servers) {
    return servers.stream().map(server -> new Server(server.objectName(), live())).toList();
  }

  /**
   * {@return the frontend of that name}
   *
   * @param name as HAProxy has it
   * @throws NoSuchObjectException if no process has it
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Frontend frontend(String name) throws IOException, InterruptedException {
    return new Frontend(existing(ObjectName.frontend(name)), live());
  }

  /**
   * {@return the backend of that name}
   *
   * @param name as HAProxy has it
   * @throws NoSuchObjectException if no process has it
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Backend backend(String name) throws IOException, InterruptedException {
    return new Backend(existing(ObjectName.backend(name)), live());
  }

  /**
   * Makes a backend in every process, or in none ({@code add backend}, 3.4), and lets traffic come
   * to it when all have it. It has no servers yet, and lasts until a reload.
   *
   * @param name a new one
   * @param defaults the {@code defaults} section that it takes its settings from, mode included
   * @return what became of each process
   * @throws InterruptedException if the thread is interrupted before all have it; it was taken back
   *     then
   */
  public DynamicChange addBackend(String name, String defaults) throws InterruptedException {
    return addBackend(name, BackendCommands.add(name, defaults));
  }

  /**
   * The same, with a mode, for {@code defaults} that do not say it.
   *
   * @param name a new one
   * @param defaults the {@code defaults} section that it takes its settings from
   * @param mode what it carries
   * @return what became of each process
   * @throws InterruptedException if the thread is interrupted before all have it; it was taken back
   *     then
   */
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
   * {@return the server of that name in a backend}
   *
   * @param backend the name of its backend
   * @param name its own name
   * @throws NoSuchObjectException if no process has it
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
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

  /**
   * {@return a map or an ACL; whether the processes have it is not looked at}
   *
   * @param ref which one, by its file, since its number may be another in each process
   * @throws IllegalArgumentException if there are no processes
   */
  public Patterns patterns(PatternRef ref) {
    return new Patterns(processes.clients(), ref);
  }

  /**
   * {@return what each process says of itself ({@code show info})}
   *
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<ProcessInfo> info() throws IOException, InterruptedException {
    return values("process information", run(InfoCommands.info()).orThrow());
  }

  /**
   * {@return what each process says of itself under one name; the empty text where it says nothing}
   *
   * @param name HAProxy's name of it, such as {@code Version}
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
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

  /**
   * {@link #metric(String, RuleSet)} by what the number means.
   *
   * @param name HAProxy's name of it, such as {@code CumReq}
   * @return empty if no process has a value
   * @throws IllegalArgumentException if there is no such metric
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
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
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalDouble metric(String name, RuleSet rules)
      throws IOException, InterruptedException {
    var sources =
        info().all().stream()
            .<MetricRules.Source>map(info -> field -> MetricRules.orNan(info.number(field)))
            .toList();
    return MetricRules.aggregate(ObjectKind.DAEMON, name, rules, sources);
  }

  /**
   * {@return the names that {@link #metric} takes: every number that any version of HAProxy has}
   */
  public List<String> metricNames() {
    return MetricRules.names(ObjectKind.DAEMON);
  }

  /**
   * {@return requests of all frontends so far, over all processes}
   *
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
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
   * @param connections 0 or more; 0 for what it was started with
   * @return HAProxy's answer by process, mostly empty
   * @throws IllegalArgumentException if the number is less than zero
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setMaxconn(int connections) throws IOException, InterruptedException {
    return run(LimitCommands.setMaxconn(connections)).orThrow();
  }

  /**
   * Limits a rate of each process ({@code set rate-limit ... global}).
   *
   * @param rate which one
   * @param limit a second, in the rate's own unit, 0 or more; 0 for none
   * @return HAProxy's answer by process, mostly empty
   * @throws IllegalArgumentException if the limit is less than zero
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setRateLimit(LimitCommands.Rate rate, int limit)
      throws IOException, InterruptedException {
    return run(LimitCommands.setRateLimit(rate, limit)).orThrow();
  }
}
