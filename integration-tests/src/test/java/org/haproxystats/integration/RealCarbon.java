package org.haproxystats.integration;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Graphite's own receiver, carbon-cache, which writes whisper files. */
final class RealCarbon implements AutoCloseable {
  private static final Path HOME = Repository.ROOT.resolve(".cache/graphite");

  /** The bytes of a file of ten minutes: a header, and a point each second. */
  private static final long WHOLE = 28 + 600 * 12;

  /** The state of a listening socket in Linux's list of them. */
  private static final String LISTENING = "0A";

  private final Path directory;
  private final Ports ports;
  private Program program;

  private RealCarbon(Path directory, Ports ports, Program program) {
    this.directory = directory;
    this.ports = ports;
    this.program = program;
  }

  /** Where it listens. */
  record Ports(int text, int pickle) {
    /** Ports that nobody else has. */
    static Ports free() {
      return new Ports(FreePort.next(), FreePort.next());
    }
  }

  /** Starts it with all its files in a directory, and waits until it listens. */
  static RealCarbon start(Path directory) throws IOException {
    return start(directory, Ports.free());
  }

  /** The same with ports that were chosen before. */
  static RealCarbon start(Path directory, Ports ports) throws IOException {
    Files.writeString(
        directory.resolve("carbon.conf"),
        """
        [cache]
        STORAGE_DIR = %1$s
        CONF_DIR = %1$s
        LOG_DIR = %1$s/log
        PID_DIR = %1$s
        LOCAL_DATA_DIR = %1$s/whisper
        USER =
        MAX_CREATES_PER_MINUTE = inf
        MAX_UPDATES_PER_SECOND = inf
        LINE_RECEIVER_INTERFACE = 127.0.0.1
        LINE_RECEIVER_PORT = %2$d
        PICKLE_RECEIVER_INTERFACE = 127.0.0.1
        PICKLE_RECEIVER_PORT = %3$d
        ENABLE_TAGS = False
        TAG_HASH_FILENAMES = False
        CACHE_QUERY_PORT = 0
        ENABLE_UDP_LISTENER = False
        CARBON_METRIC_INTERVAL = 0
        """
            .formatted(directory, ports.text(), ports.pickle()));
    // Files are small, but for what tells which snapshots have come.
    Files.writeString(
        directory.resolve("storage-schemas.conf"),
        """
        [collector]
        pattern = haproxystats
        retentions = 1s:1h
        [all]
        pattern = .*
        retentions = 1s:10m
        """);
    Files.createDirectories(directory.resolve("log"));
    Files.createDirectories(directory.resolve("whisper"));
    return new RealCarbon(directory, ports, run(directory, ports));
  }

  private static Program run(Path directory, Ports ports) {
    Program program =
        python(
            directory,
            "carbon-cache",
            "--nodaemon",
            "--config=" + directory.resolve("carbon.conf"),
            "start");
    await("carbon-cache to listen")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !program.isAlive() || (listens(ports.text()) && listens(ports.pickle())));
    if (!program.isAlive()) {
      fail("carbon-cache did not start:\n" + program.output());
    }
    return program;
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs one of Graphite's programs with the Python that was unpacked with them. */
  private static Program python(Path directory, String name, String... arguments) {
    Path python = HOME.resolve("python3.11");
    if (!Files.isExecutable(python)) {
      fail("Graphite's carbon is not in %s: run tools/fetch-graphite".formatted(HOME));
    }
    var all = new String[arguments.length + 1];
    all[0] = HOME.resolve("root/usr/bin").resolve(name).toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    var environment =
        Map.of("PYTHONHOME", HOME.resolve("root/usr").toString(), "PYTHONDONTWRITEBYTECODE", "1");
    return Program.start(directory, environment, python, all);
  }

  int port() {
    return ports.text();
  }

  int picklePort() {
    return ports.pickle();
  }

  /**
   * The values that the whisper file of a metric holds, oldest first, as Graphite's own
   * whisper-fetch prints them.
   */
  List<String> stored(String path) throws IOException {
    return storedIn(directory.resolve("whisper").resolve(path.replace('.', '/') + ".wsp"));
  }

  /** The same for a name with tags, whose file has the name as it is, but for the dots. */
  List<String> storedWithTags(String name) throws IOException {
    String file = name.replace(".", "_DOT_") + ".wsp";
    try (var files = Files.walk(directory.resolve("whisper"))) {
      return storedIn(
          files
              .filter(path -> path.getFileName().toString().equals(file))
              .findFirst()
              .orElse(directory.resolve("none")));
    }
  }

  private List<String> storedIn(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) < WHOLE) {
      return List.of();
    }
    try (Program fetch = python(directory, "whisper-fetch", "--drop=nulls", file.toString())) {
      if (fetch.awaitExit() != 0) {
        return fail("whisper-fetch failed:\n" + fetch.output());
      }
      return fetch.output().lines().map(line -> line.substring(line.indexOf('\t') + 1)).toList();
    }
  }

  /** Whether the whisper file of a metric has a value of this second. */
  boolean hasWritten(String path, long second) throws IOException {
    return seconds(path).contains(second);
  }

  /** The seconds of which the whisper file of a metric has a value. */
  Set<Long> seconds(String path) throws IOException {
    Path file = directory.resolve("whisper").resolve(path.replace('.', '/') + ".wsp");
    return Files.exists(file) ? points(file).keySet() : Set.of();
  }

  private static Map<Long, Double> points(Path file) throws IOException {
    // A header of 28 bytes for one archive, then points of a second (4 bytes) and a value (8).
    var whisper = ByteBuffer.wrap(Files.readAllBytes(file));
    var points = new HashMap<Long, Double>();
    for (int point = 28; point + 12 <= whisper.capacity(); point += 12) {
      points.put((long) whisper.getInt(point), whisper.getDouble(point + 4));
    }
    return points;
  }

  /** All values of a second that are in its files, by path or by name with tags. */
  Map<String, Double> values(long second) throws IOException {
    Path whisper = directory.resolve("whisper");
    var values = new HashMap<String, Double>();
    try (var files = Files.walk(whisper)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".wsp")).toList()) {
        var name = file.getFileName().toString().replaceAll("\\.wsp$", "");
        if (name.contains(";")) {
          name = name.replace("_DOT_", ".");
        } else {
          name = whisper.relativize(file.resolveSibling(name)).toString().replace('/', '.');
        }
        var value = points(file).get(second);
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    return values;
  }

  /** How many bytes it has not read of what its kernel has taken for it, as Linux tells. */
  long unreadBytes() throws IOException {
    String local = "0100007F:%04X".formatted(port());
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(cells -> cells[1].equals(local) && !cells[3].equals(LISTENING))
        .mapToLong(cells -> Long.parseLong(cells[4].split(":", -1)[1], 16))
        .sum();
  }

  /** Sends it a signal, such as STOP. */
  void signal(String name) {
    program.signal(name);
  }

  /** Ends it as a crash would. */
  void kill() {
    program.kill();
  }

  /** Starts it again, on the same files and the same port. */
  void startAgain() {
    program = run(directory, ports);
  }

  /** What carbon-cache has printed, for the message of a failure. */
  String output() {
    return program.output();
  }

  @Override
  public void close() {
    program.close();
  }
}
