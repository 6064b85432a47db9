package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how long is measured.
 *
 * @param repository the root of the repository
 * @param directory a temporary directory for everything
 * @param small few rounds, to be done within two minutes
 * @param otherPull another implementation's command to pull, which takes {@code -f FILE}
 * @param otherProcess another implementation's command to process, which takes {@code -f FILE}
 */
record Bench(
    Path repository,
    Path directory,
    boolean small,
    Optional<String> otherPull,
    Optional<String> otherProcess) {

  int rounds(int large, int few) {
    return small ? few : large;
  }

  /** A program of the distribution, as users start it. */
  String program(String name) {
    return repository.resolve("bin").resolve(name).toString();
  }

  /** The options that the programs give to their Java. */
  List<String> javaOptions() throws IOException, InterruptedException {
    try (var receiver = Receiver.start();
        var daemon = ProcessDaemon.start(this, program("haproxystats-process"), receiver)) {
      daemon.process(snapshot(Site.SMALL));
      return daemon.program().javaOptions();
    }
  }

  Path haproxy(String line) {
    return repository.resolve(".cache/haproxy").resolve(line).resolve("haproxy");
  }

  /** A native program that shows the least that some work can cost. */
  Path floor(String name) {
    return repository.resolve("benchmarks/target/floor").resolve(name);
  }

  /**
   * A directory with a short path, since that of a UNIX socket may have a hundred bytes at most.
   */
  Path newDirectory(String name) throws IOException {
    int number = 1;
    while (Files.exists(directory.resolve(name + number))) {
      number++;
    }
    return Files.createDirectory(directory.resolve(name + number));
  }

  /** A snapshot of a site, pulled from a real HAProxy now, or before. */
  Path snapshot(Site site) throws IOException, InterruptedException {
    Path kept = directory.resolve("snapshot-" + site.name());
    if (Files.notExists(kept)) {
      Spool spool = Spool.create(this);
      try (var haproxy = Haproxy.start(this, site);
          var arrivals = Arrivals.in(spool.incoming());
          var pull =
              Program.start(
                  this,
                  program("haproxystats-pull")
                      + " -f "
                      + spool.configuration(haproxy.sockets(), 1))) {
        Files.move(arrivals.next(pull, Duration.ofSeconds(30)).path(), kept);
      }
    }
    return kept;
  }
}
