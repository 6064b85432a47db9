package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Real HAProxy processes, each with a stats socket of its own: one HAProxy with {@code nbproc}
 * where the line has it, otherwise as many HAProxys. They listen on UNIX sockets alone, so tests
 * never meet on a port.
 */
public final class RealHaproxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HaproxyLine line;
  private final Path directory;
  private final List<Instance> instances = new ArrayList<>();
  private final List<StatsSocket> sockets = new ArrayList<>();
  private final Set<Long> started = new LinkedHashSet<>();

  /** One HAProxy as it is started, which may have several processes. */
  private record Instance(Path directory, Path configuration, Path pidFile, Path output) {}

  private RealHaproxy(HaproxyLine line, Path directory) {
    this.line = line;
    this.directory = directory;
  }

  /**
   * Starts HAProxy and waits until every stats socket answers.
   *
   * @param directory an empty directory for all its files, with a short path
   * @param processes how many processes there shall be
   * @param proxies the sections after {@code global} and {@code defaults}; in it {@code {dir}} is
   *     the HAProxy's own directory, for its UNIX sockets
   */
  public static RealHaproxy start(HaproxyLine line, Path directory, int processes, String proxies) {
    var haproxy = new RealHaproxy(line, directory);
    try {
      Files.createDirectories(haproxy.socketDirectory());
      int each = line.hasNbproc() ? processes : 1;
      for (int first = 1; first <= processes; first += each) {
        haproxy.add(first, each, proxies);
      }
      for (Instance instance : haproxy.instances) {
        haproxy.run(instance, List.of());
      }
      haproxy.awaitSockets();
      return haproxy;
    } catch (IOException | RuntimeException e) {
      haproxy.close();
      throw new IllegalStateException(line + " did not start:\n" + haproxy.output(), e);
    }
  }

  private void add(int first, int processes, String proxies) throws IOException {
    Path own = Files.createDirectories(directory.resolve("haproxy" + first));
    var text = new StringBuilder("global\n  maxconn 300\n  stats timeout 1m\n");
    if (processes > 1) {
      text.append("  nbproc ").append(processes).append('\n');
    }
    for (int i = 0; i < processes; i++) {
      Path socket = socketDirectory().resolve("admin" + (first + i) + ".sock");
      sockets.add(new StatsSocket(socket));
      text.append("  stats socket ").append(socket).append(" level admin");
      text.append(processes > 1 ? " process " + (i + 1) + "\n" : "\n");
    }
    text.append(
        """
        defaults
          mode http
          timeout connect 5s
          timeout client 30s
          timeout server 30s
        """);
    text.append(proxies.replace("{dir}", own.toString()));
    var instance =
        new Instance(own, own.resolve("haproxy.cfg"), own.resolve("pids"), own.resolve("output"));
    Files.writeString(instance.configuration, text.append('\n'));
    instances.add(instance);
  }

  /** In the background, since HAProxy forks its processes only there. */
  private void run(Instance instance, List<String> more) throws IOException {
    var command = new ArrayList<String>();
    command.add(line.program().toString());
    command.addAll(List.of("-D", "-f", instance.configuration.toString()));
    command.addAll(List.of("-p", instance.pidFile.toString()));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(instance.output.toFile()))
            .start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    started.addAll(pids(instance));
  }

  private void awaitSockets() {
    for (StatsSocket socket : sockets) {
      await("answer of " + socket.path())
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptions()
          .until(() -> socket.info().containsKey("Process_num"));
    }
  }

  /** Starts new processes with the same configuration and lets the old ones finish what they do. */
  public void reload() {
    try {
      for (Instance instance : instances) {
        reload(instance);
      }
      awaitSockets();
    } catch (IOException e) {
      throw new UncheckedIOException(line + " did not reload:\n" + output(), e);
    }
  }

  /** Does the same with one HAProxy alone, counted from zero. */
  public void reload(int number) {
    try {
      reload(instances.get(number));
      awaitSockets();
    } catch (IOException e) {
      throw new UncheckedIOException(line + " did not reload:\n" + output(), e);
    }
  }

  private void reload(Instance instance) throws IOException {
    var more = new ArrayList<>(List.of("-sf"));
    pids(instance).forEach(pid -> more.add(pid.toString()));
    run(instance, more);
  }

  /** The directory with the stats sockets and nothing else. */
  public Path socketDirectory() {
    return directory.resolve("sockets");
  }

  /** The stats sockets, one a process. */
  public List<StatsSocket> sockets() {
    return List.copyOf(sockets);
  }

  /** The directory of each HAProxy, in which {@code {dir}} of the configuration lies. */
  public List<Path> directories() {
    return instances.stream().map(Instance::directory).toList();
  }

  /** The processes that serve now. */
  public List<Long> pids() {
    return instances.stream().flatMap(instance -> pids(instance).stream()).toList();
  }

  private static List<Long> pids(Instance instance) {
    try {
      return Files.readAllLines(instance.pidFile, UTF_8).stream().map(Long::valueOf).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What HAProxy has printed at its starts, for the message of a failure. */
  public String output() {
    var text = new StringBuilder();
    for (Instance instance : instances) {
      try {
        text.append(Files.exists(instance.output) ? Files.readString(instance.output) : "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  /** Ends every process that was started here, by its id. */
  @Override
  public void close() {
    List<ProcessHandle> processes =
        started.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      await("end of HAProxy's process " + process.pid())
          .atMost(PATIENCE)
          .until(() -> hasEnded(process.pid()));
    }
  }

  /**
   * Whether a process is gone, with all its threads. It runs in the background, so the first
   * process of the system has to take note of its end, and may be slow to.
   */
  public static boolean hasEnded(long pid) {
    var process = Path.of("/proc", Long.toString(pid));
    try (var threads = Files.list(process.resolve("task"))) {
      var stat = Files.readString(process.resolve("stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z' && threads.count() == 1;
    } catch (IOException _) {
      return ProcessHandle.of(pid).isEmpty(); // Note was taken.
    }
  }
}
