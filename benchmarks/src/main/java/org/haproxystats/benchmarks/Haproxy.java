package org.haproxystats.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real HAProxy with the configuration of a {@link Site}. */
final class Haproxy implements AutoCloseable {
  private final Path directory;
  private final Path pidFile;

  private Haproxy(Path directory) {
    this.directory = directory;
    this.pidFile = directory.resolve("pids");
  }

  static Haproxy start(Bench bench, Site site) throws IOException, InterruptedException {
    return start(bench, site, "");
  }

  /**
   * @param more sections to add to its configuration
   */
  static Haproxy start(Bench bench, Site site, String more)
      throws IOException, InterruptedException {
    var haproxy = new Haproxy(bench.newDirectory("haproxy"));
    Files.createDirectory(haproxy.sockets());
    Path configuration = haproxy.directory.resolve("haproxy.cfg");
    Files.writeString(
        configuration, site.configuration(haproxy.directory, haproxy.sockets()) + more);
    bench.atEnd(haproxy::close);
    Path output = haproxy.directory.resolve("output");
    // In the background, since HAProxy forks its processes only there. It returns when all listen.
    var start =
        new ProcessBuilder(
                bench.haproxy(site.haproxy()).toString(),
                "-D",
                "-f",
                configuration.toString(),
                "-p",
                haproxy.pidFile.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (start.waitFor() != 0) {
      haproxy.close();
      throw new IOException("HAProxy did not start:\n" + Files.readString(output));
    }
    return haproxy;
  }

  /** The directory with the stats sockets, one a process, and nothing else. */
  Path sockets() {
    return directory.resolve("sockets");
  }

  List<Path> socketList() throws IOException {
    try (var entries = Files.list(sockets())) {
      return entries.sorted().toList();
    }
  }

  /** Ends the processes that were started here, by their ids. */
  @Override
  public void close() {
    try {
      for (String pid : Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.<String>of()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
      Files.deleteIfExists(pidFile); // Its numbers may soon be those of others.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
