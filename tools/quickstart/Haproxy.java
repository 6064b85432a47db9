import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A HAProxy of several processes, each with a stats socket: one HAProxy with {@code nbproc} up to
 * 2.4, as many HAProxys on the same ports with later ones.
 */
final class Haproxy {
  private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)(\\S*)");

  private final Path program;
  private final Path directory;
  private final int processes;
  private final String version;
  private final boolean nbproc;
  private final int wwwPort = freePort();
  private final int apiPort = freePort();
  private final List<Path> pidFiles = new ArrayList<>();

  Haproxy(Path program, Path directory, int processes) throws IOException {
    this.program = program;
    this.directory = directory;
    this.processes = processes;
    var answer = new ProcessBuilder(program.toString(), "-v").redirectErrorStream(true).start();
    var match = VERSION.matcher(new String(answer.getInputStream().readAllBytes()));
    if (!match.find()) {
      throw new IOException(program + " -v does not name its version");
    }
    version = match.group(1) + "." + match.group(2) + match.group(3).replaceAll("[-~].*", "");
    int number = Integer.parseInt(match.group(1)) * 100 + Integer.parseInt(match.group(2));
    nbproc = number < 205;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String version() {
    return version;
  }

  String shape() {
    return nbproc
        ? "%d processes, a stats socket each".formatted(processes)
        : "%d instances, a stats socket each".formatted(processes);
  }

  int wwwPort() {
    return wwwPort;
  }

  int apiPort() {
    return apiPort;
  }

  /** Starts all; each backend's name comes with the ports of its servers. */
  void start(Map<String, List<Integer>> backendPorts, int downPort) throws IOException {
    Files.createDirectories(directory.resolve("sockets"));
    int each = nbproc ? processes : 1;
    for (int first = 1; first <= processes; first += each) {
      Path configuration = directory.resolve("haproxy" + first + ".cfg");
      Files.writeString(configuration, global(first, each) + proxies(backendPorts, downPort));
      Path pids = directory.resolve("pids" + first);
      pidFiles.add(pids);
      // In the background, since HAProxy forks its processes only there.
      var start =
          new ProcessBuilder(
                  program.toString(), "-D", "-f", configuration.toString(), "-p", pids.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("output" + first).toFile())
              .start();
      try {
        if (start.waitFor() != 0) {
          throw new IOException(
              "HAProxy did not start:\n" + Files.readString(directory.resolve("output" + first)));
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private String global(int first, int count) {
    var text = new StringBuilder("global\n  maxconn 200\n");
    if (count > 1) {
      text.append("  nbproc ").append(count).append('\n');
    }
    for (int i = 0; i < count; i++) {
      text.append(
          "  stats socket %s/sockets/admin%d.sock mode 600 level admin"
              .formatted(directory, first + i));
      text.append(count > 1 ? " process " + (i + 1) + "\n" : "\n");
    }
    return text.toString();
  }

  private String proxies(Map<String, List<Integer>> backendPorts, int downPort) {
    var text =
        new StringBuilder(
            """
            defaults
              mode http
              option httpclose
              timeout connect 2s
              timeout client 10s
              timeout server 10s
            frontend www
              bind 127.0.0.1:%d
              use_backend static if { path_beg /static }
              default_backend app
            frontend api
              bind 127.0.0.1:%d
              default_backend api
            """
                .formatted(wwwPort, apiPort));
    backendPorts.forEach(
        (name, ports) -> {
          text.append("backend ")
              .append(name)
              .append("\n  balance roundrobin\n  option httpchk GET /health\n");
          for (int i = 0; i < ports.size(); i++) {
            text.append(
                "  server %s%d 127.0.0.1:%d check inter 2s\n".formatted(name, i + 1, ports.get(i)));
          }
          if (name.equals("app")) {
            text.append(
                "  server app%d 127.0.0.1:%d check inter 2s\n"
                    .formatted(ports.size() + 1, downPort));
          }
        });
    return text.toString();
  }

  /** Ends the processes that were started here, by their ids. */
  void stop() {
    List<ProcessHandle> running = running();
    running.forEach(ProcessHandle::destroyForcibly);
    while (running.stream().anyMatch(ProcessHandle::isAlive)) {
      Thread.onSpinWait();
    }
  }

  private List<ProcessHandle> running() {
    var found = new ArrayList<ProcessHandle>();
    for (Path pids : pidFiles) {
      try {
        for (String pid : Files.exists(pids) ? Files.readAllLines(pids) : List.<String>of()) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add);
        }
      } catch (IOException e) {
        System.err.println("quickstart: cannot read HAProxy's process ids: " + e);
      }
    }
    return found;
  }
}
