package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directories between pull and process, and the configuration file that names them. Snapshots
 * are put together in a third directory beside them, so that only their rename is measured.
 */
final class Spool {
  private static final long FIRST_SECOND = 1_700_000_000;

  private final Path directory;
  private long nextSecond = FIRST_SECOND;

  private Spool(Path directory) {
    this.directory = directory;
  }

  static Spool create(Bench bench) throws IOException {
    var spool = new Spool(bench.newDirectory("spool"));
    Files.createDirectory(spool.incoming());
    Files.createDirectory(spool.unfinished());
    Files.createDirectory(spool.directory.resolve("staged"));
    return spool;
  }

  Path incoming() {
    return directory.resolve("incoming");
  }

  Path unfinished() {
    return directory.resolve("incoming.tmp");
  }

  /**
   * Writes a configuration file that says where things are, and leaves all else at its default.
   *
   * @param more lines to add
   */
  Path configuration(Path sockets, int receiverPort, String... more) throws IOException {
    var text =
        """
        [pull]
        socket-dir = %s
        dst-dir = %s
        tmp-dst-dir = %s
        %s
        [process]
        src-dir = %s
        %s
        [graphite]
        server = 127.0.0.1
        port = %d
        %s
        """
            .formatted(
                sockets,
                incoming(),
                unfinished(),
                section("pull", more),
                incoming(),
                section("process", more),
                receiverPort,
                section("graphite", more));
    return Files.writeString(directory.resolve("haproxystats.conf"), text);
  }

  /**
   * The lines that begin with the section's name and a colon, as {@code pull:pull-interval = 1}.
   */
  private static String section(String name, String... lines) {
    var own = List.of(lines).stream().filter(line -> line.startsWith(name + ":"));
    return String.join("\n", own.map(line -> line.substring(name.length() + 1)).toList());
  }

  /** Copies a snapshot beside the spool, under a second of its own. */
  Path stage(Path snapshot) throws IOException {
    Path staged = Files.createDirectory(directory.resolve("staged/" + nextSecond++));
    for (Path file : files(snapshot)) {
      Files.copy(file, staged.resolve(file.getFileName()));
    }
    return staged;
  }

  /** Moves what is staged to where process sees it, and returns its path there. */
  Path put(Path staged) throws IOException {
    return Files.move(staged, incoming().resolve(staged.getFileName()));
  }

  /** How many snapshots wait. */
  long waiting() throws IOException {
    try (var entries = Files.list(incoming())) {
      return entries.filter(entry -> entry.getFileName().toString().matches("\\d+")).count();
    }
  }

  static List<Path> files(Path snapshot) throws IOException {
    try (var entries = Files.list(snapshot)) {
      return entries.sorted().toList();
    }
  }

  static void remove(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
