package org.haproxystats.integration;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A spool without HAProxy: recorded answers of a real one with four processes, put into the spool
 * as pull would, and what has to reach Graphite for each of these snapshots.
 *
 * @param directory holds the configuration, and the spool {@code incoming} with all that is beside
 *     it
 * @param configuration of pull and process
 */
record SpoolSite(Path directory, Path configuration) {
  private static final Path GOLDEN =
      Repository.ROOT.resolve("haproxystats/src/test/resources/golden");
  private static final String RECORDED = "1795225391";

  /** The recorded answer of one of the processes to {@code show stat}. */
  static final Path RECORDED_STAT = GOLDEN.resolve("spool/" + RECORDED + "/admin1.sock_stat");

  /**
   * Makes the configuration.
   *
   * @param lines of a second file, which is read after the first
   */
  static SpoolSite at(Path directory, int port, String... lines) throws IOException {
    Files.createDirectories(directory.resolve("incoming"));
    Path configuration =
        Files.writeString(
            directory.resolve("haproxystats.conf"),
            """
            [pull]
            socket-dir = %1$s/sockets
            dst-dir = %1$s/incoming
            tmp-dst-dir = %1$s/incoming.tmp
            pull-interval = 1
            pull-timeout = 30
            timeout = 20

            [graphite]
            server = 127.0.0.1
            port = %2$d
            hostname = lb-01.example.com
            retries = 0
            delay = 0.3

            write-timeout = 60
            confirm-timeout = 60

            [process]
            src-dir = %1$s/incoming
            """
                .formatted(directory, port));
    Files.createDirectories(directory.resolve("conf.d"));
    Files.write(directory.resolve("conf.d/more.conf"), List.of(lines));
    return new SpoolSite(directory, configuration);
  }

  /** Starts one of the programs. */
  Program start(String name) {
    return Program.start(
        directory,
        name,
        "-f",
        configuration.toString(),
        "-d",
        directory.resolve("conf.d").toString());
  }

  Path incoming() {
    return directory.resolve("incoming");
  }

  /** Adds a snapshot of this second, in one step, with files beside the recorded ones. */
  void add(long seconds, Path... more) throws IOException {
    Path unfinished = Files.createDirectory(incoming().resolve(".unfinished-" + seconds));
    for (Path file : list(GOLDEN.resolve("spool").resolve(RECORDED))) {
      Files.copy(file, unfinished.resolve(file.getFileName()));
    }
    for (Path file : more) {
      Files.move(file, unfinished.resolve(file.getFileName()));
    }
    Files.move(
        unfinished, incoming().resolve(Long.toString(seconds)), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Adds a snapshot of one process with one frontend and one backend, in one step. */
  void addSmall(long seconds) throws IOException {
    var rows = Files.readAllLines(RECORDED_STAT).stream();
    add(
        seconds,
        rows.filter(row -> row.startsWith("#") || row.matches("(fe_http|be_comp),.*")).toList());
  }

  private void add(long seconds, List<String> rows) throws IOException {
    Path unfinished = Files.createDirectory(incoming().resolve(".unfinished-" + seconds));
    Files.copy(
        RECORDED_STAT.resolveSibling("admin1.sock_info"), unfinished.resolve("admin1.sock_info"));
    Files.write(unfinished.resolve("admin1.sock_stat"), rows);
    Files.move(
        unfinished, incoming().resolve(Long.toString(seconds)), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Adds a snapshot of one process with so many servers, in one step. */
  void addLarge(long seconds, int servers) throws IOException {
    var rows = Files.readAllLines(RECORDED_STAT);
    var server =
        rows.stream().filter(row -> row.matches("be_comp,(?!BACKEND).*")).findFirst().orElseThrow();
    var all = new ArrayList<>(List.of(rows.getFirst()));
    for (int i = 0; i < servers; i++) {
      all.add(server.replaceFirst(",[^,]+,", ",server-" + i + ","));
    }
    add(seconds, all);
  }

  /** The paths that each snapshot has to have at the receiver. */
  Set<String> expectedPaths() throws IOException {
    return Files.readAllLines(GOLDEN.resolve("default.txt")).stream()
        .map(line -> line.split(" ", -1))
        .filter(cells -> !cells[1].equals("nan") && cells[2].equals(RECORDED))
        .map(cells -> cells[0])
        .collect(toSet());
  }

  /** The names of the snapshots that wait. */
  List<String> waiting() throws IOException {
    return list(incoming()).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> !name.startsWith("."))
        .toList();
  }

  boolean isEmpty() throws IOException {
    return waiting().isEmpty();
  }

  /** What the file of a lock says. */
  String holderOf(String role) throws IOException {
    try {
      return Files.readString(directory.resolve("incoming." + role + ".lock"));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
