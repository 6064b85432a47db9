package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * Where and how long is measured: a temporary directory for everything. When this program ends,
 * whether it is done or was interrupted, so does all that was started, and the directory goes.
 */
final class Bench {
  private static final int REMOVALS = 10;

  private final Path repository;
  private final Path directory;
  private final boolean small;
  private final Deque<Runnable> atEnd = new ConcurrentLinkedDeque<>();

  private Bench(Path repository, Path directory, boolean small) {
    this.repository = repository;
    this.directory = directory;
    this.small = small;
  }

  /**
   * @param repository the root of the repository
   * @param small few rounds, to be done within two minutes
   */
  static Bench open(Path repository, boolean small) throws IOException {
    var bench = new Bench(repository, Files.createTempDirectory("benchmark"), small);
    Runtime.getRuntime().addShutdownHook(new Thread(bench::end));
    return bench;
  }

  private void end() {
    atEnd.forEach(Runnable::run);
    for (int i = 0; i < REMOVALS && Files.exists(directory); i++) {
      try {
        Spool.remove(directory);
      } catch (IOException e) {
        // When this program is interrupted, its main thread may still put something there.
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
    }
  }

  /** Something to do at the end, which must be harmless where it was done before. */
  void atEnd(Runnable action) {
    atEnd.addFirst(action);
  }

  boolean small() {
    return small;
  }

  /** So many rounds, or few. */
  int rounds(int large, int few) {
    return small ? few : large;
  }

  /** A program of the distribution, as users start it. */
  String program(String name) {
    return repository.resolve("bin").resolve(name).toString();
  }

  /**
   * The Java that the programs run with, and the options that they give it; without archives of
   * their classes, which are of no use to another program.
   */
  List<String> java() throws IOException, InterruptedException {
    try (var receiver = Receiver.start();
        var daemon = ProcessDaemon.start(this, program("haproxystats-process"), receiver)) {
      daemon.process(snapshot(Site.SMALL));
      return daemon.program().java().stream()
          .filter(option -> !option.matches("-X.*(AOT|Archive|share).*"))
          .toList();
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

  /** A file that is not there yet. */
  Path newFile(String name) throws IOException {
    return newDirectory(name).resolve(name);
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
