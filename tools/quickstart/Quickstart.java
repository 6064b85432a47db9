import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shows haproxystats at work: starts a site behind a real HAProxy, haproxystats-pull and
 * haproxystats-process as a user would, and a table of what they have delivered.
 *
 * <p>All processes and files are ended and removed by one shutdown hook, whether time is up, Ctrl-C
 * was pressed, or something failed.
 */
final class Quickstart {
  private static final int PROCESSES = 4;
  private static final Duration BETWEEN_PLAIN_TABLES = Duration.ofSeconds(10);

  private final Path bin;
  private final Path directory;
  private final Haproxy haproxy;
  private final Site site;
  private final LocalStore store;
  private final Screen screen;
  private final Instant start = Instant.now();
  private Process pull;
  private Process process;
  private volatile boolean stopping;

  private Quickstart(Path program, Path bin, Screen screen) throws IOException {
    this.bin = bin;
    this.screen = screen;
    directory = Files.createTempDirectory("haproxystats-quickstart-");
    haproxy = new Haproxy(program, directory.resolve("haproxy"), PROCESSES);
    site = new Site();
    store = new LocalStore(directory.resolve("metrics"), directory.resolve("incoming"));
  }

  /**
   * Arguments: HAProxy's program, the folder of haproxystats' programs, seconds (0: no end), plain
   * or terminal.
   */
  public static void main(String[] arguments) throws Exception {
    var screen = new Screen(arguments[3].equals("terminal"));
    var quickstart = new Quickstart(Path.of(arguments[0]), Path.of(arguments[1]), screen);
    Runtime.getRuntime().addShutdownHook(new Thread(quickstart::stop));
    int seconds = Integer.parseInt(arguments[2]);
    try {
      quickstart.startAll();
      quickstart.show(seconds == 0 ? Instant.MAX : Instant.now().plusSeconds(seconds));
    } catch (IOException | UncheckedIOException e) {
      screen.leave();
      System.err.println("quickstart: " + e.getMessage());
      System.exit(1);
    }
    System.exit(quickstart.store.snapshots() > 0 ? 0 : 1);
  }

  private synchronized void startAll() throws IOException {
    site.start();
    haproxy.start(site.backendPorts(), site.downPort());
    site.startTraffic(haproxy.wwwPort(), haproxy.apiPort());
    Path configuration = directory.resolve("haproxystats.conf");
    Files.writeString(
        configuration,
        """
        [pull]
        socket-dir = %1$s/haproxy/sockets
        dst-dir = %1$s/incoming
        tmp-dst-dir = %1$s/incoming.tmp
        pull-interval = 2

        [process]
        src-dir = %1$s/incoming

        [graphite]
        enabled = false

        [local-store]
        dir = %1$s/metrics
        """
            .formatted(directory));
    Files.createDirectories(directory.resolve("incoming"));
    pull = startProgram("haproxystats-pull", configuration);
    process = startProgram("haproxystats-process", configuration);
  }

  private Process startProgram(String name, Path configuration) throws IOException {
    return new ProcessBuilder(bin.resolve(name).toString(), "-f", configuration.toString())
        .redirectErrorStream(true)
        .redirectOutput(log(name).toFile())
        .start();
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private void show(Instant end) throws IOException, InterruptedException {
    screen.enter();
    var table =
        new Table(
            "HAProxy %s: %s".formatted(haproxy.version(), haproxy.shape()),
            "The site is at http://127.0.0.1:%d/".formatted(haproxy.wwwPort()));
    Instant nextPlain = Instant.now();
    while (Instant.now().isBefore(end)) {
      requireAlive(pull, "haproxystats-pull");
      requireAlive(process, "haproxystats-process");
      boolean news = store.read();
      if (screen.isTerminal()) {
        screen.show(table.render(store));
      } else if (news && store.snapshots() > 1 && !Instant.now().isBefore(nextPlain)) {
        screen.show(table.render(store));
        nextPlain = Instant.now().plus(BETWEEN_PLAIN_TABLES);
      }
      Thread.sleep(250);
    }
    // What was pulled is also processed before the end is reported.
    end(pull);
    Instant limit = Instant.now().plusSeconds(10);
    while (store.waiting() > 0 && Instant.now().isBefore(limit)) {
      Thread.sleep(50);
    }
    store.read();
  }

  private void requireAlive(Process program, String name) throws IOException {
    // Ctrl-C reaches the programs too, so then it is no failure that they end.
    if (!program.isAlive() && !stopping) {
      List<String> lines = Files.readAllLines(log(name));
      String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
      throw new IOException(
          "%s ended with %d. Its last lines:%n%s".formatted(name, program.exitValue(), last));
    }
  }

  private static void end(Process program) {
    if (program == null) {
      return;
    }
    program.destroy();
    try {
      if (!program.waitFor(10, TimeUnit.SECONDS)) {
        program.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      program.destroyForcibly();
    }
  }

  /** The shutdown hook; waits for a start that is under way, so that nothing of it is left. */
  private synchronized void stop() {
    stopping = true;
    screen.leave();
    site.stop();
    end(pull);
    end(process);
    haproxy.stop();
    store.read();
    removeAll();
    System.out.printf(
        "Ran %d s: %d pulls done, %d snapshots processed, %d metrics written.%n"
            + "Everything that was started is stopped, and %s is removed.%n",
        Duration.between(start, Instant.now()).toSeconds(),
        store.pulls(),
        store.snapshots(),
        store.metrics(),
        directory);
  }

  private void removeAll() {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.err.println("quickstart: cannot remove " + directory + ": " + e);
    }
  }
}
