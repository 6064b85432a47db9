package org.haproxystats.integration;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Graphite's own receiver, carbon-cache, which writes whisper files. */
final class RealCarbon implements AutoCloseable {
  private static final Path HOME = Repository.ROOT.resolve(".cache/graphite");

  private final Path directory;
  private final int port;
  private final Program program;

  private RealCarbon(Path directory, int port, Program program) {
    this.directory = directory;
    this.port = port;
    this.program = program;
  }

  /** Starts it with all its files in a directory, and waits until it listens. */
  static RealCarbon start(Path directory) throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
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
        PICKLE_RECEIVER_PORT = 0
        CACHE_QUERY_PORT = 0
        ENABLE_UDP_LISTENER = False
        CARBON_METRIC_INTERVAL = 0
        """
            .formatted(directory, port));
    Files.writeString(
        directory.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
    Files.createDirectories(directory.resolve("log"));
    Files.createDirectories(directory.resolve("whisper"));
    Program program =
        python(
            directory,
            "carbon-cache",
            "--nodaemon",
            "--config=" + directory.resolve("carbon.conf"),
            "start");
    await("carbon-cache to listen")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !program.isAlive() || listens(port));
    if (!program.isAlive()) {
      fail("carbon-cache did not start:\n" + program.output());
    }
    return new RealCarbon(directory, port, program);
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
    return port;
  }

  /**
   * The values that the whisper file of a metric holds, oldest first, as Graphite's own
   * whisper-fetch prints them.
   */
  List<String> stored(String path) {
    Path file = directory.resolve("whisper").resolve(path.replace('.', '/') + ".wsp");
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Program fetch = python(directory, "whisper-fetch", "--drop=nulls", file.toString())) {
      if (fetch.awaitExit() != 0) {
        return fail("whisper-fetch failed:\n" + fetch.output());
      }
      return fetch.output().lines().map(line -> line.substring(line.indexOf('\t') + 1)).toList();
    }
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
