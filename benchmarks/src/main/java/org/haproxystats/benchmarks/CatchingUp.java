package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A receiver comes back, and a warm daemon brings it what has waited: snapshots of the small site.
 * The floor, in turns, is a copy of as many such snapshots and of all their lines.
 */
final class CatchingUp implements Measurement {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** In that the daemon sees what has come, and tries the receiver again. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** What a backlog took, and the memory that was resident while it waited. */
  private record Backlog(double wallNanos, double cpuNanos, double residentBytes) {}

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    Path snapshot = bench.snapshot(Site.SMALL);
    int few = bench.rounds(200, 60);
    int many = 10 * few;
    try (var receiver = Receiver.start();
        var daemon =
            ProcessDaemon.start(
                bench,
                bench.program("haproxystats-process"),
                receiver,
                "process:backlog-rate = 0",
                "graphite:retries = 0",
                "graphite:delay = 0.5")) {
      Path original = toCopy(bench, daemon, receiver, snapshot, few);
      catchUp(daemon, receiver, snapshot, many); // It is warm after that.
      var backlogs = new ArrayList<Backlog>();
      var copies = new ArrayList<Double>();
      for (int i = 0; i < bench.rounds(7, 2); i++) {
        backlogs.add(catchUp(daemon, receiver, snapshot, few));
        copies.add(copy(bench, original));
      }
      var large = catchUp(daemon, receiver, snapshot, many);
      return rows(backlogs, copies, large, few, many);
    }
  }

  private static List<Row> rows(
      List<Backlog> backlogs, List<Double> copies, Backlog large, int few, int many) {
    double cpu = Cost.median(backlogs.stream().map(Backlog::cpuNanos).toList());
    double memory = Cost.median(backlogs.stream().map(Backlog::residentBytes).toList());
    return List.of(
        Row.ofTimes(
            "catching up %d snapshots, small site".formatted(few),
            Cost.median(backlogs.stream().map(Backlog::wallNanos).toList()),
            Cost.median(copies),
            5,
            2),
        Row.ofRatio(
            "growth: CPU a snapshot, %d waiting against %d".formatted(many, few),
            "%.2f ms, %.2f ms".formatted(large.cpuNanos / many / 1e6, cpu / few / 1e6),
            large.cpuNanos / many / (cpu / few),
            1.2,
            1.05),
        Row.ofRatio(
            "growth: memory, %d waiting against %d".formatted(many, few),
            "%.0f MB, %.0f MB".formatted(large.residentBytes / 1e6, memory / 1e6),
            large.residentBytes / memory,
            1.2,
            1.05));
  }

  private static Backlog catchUp(
      ProcessDaemon daemon, Receiver receiver, Path snapshot, int waiting)
      throws IOException, InterruptedException {
    receiver.goAway();
    for (int i = 0; i < waiting; i++) {
      daemon.spool().put(daemon.spool().stage(snapshot));
    }
    Thread.sleep(SETTLED);
    double resident = daemon.program().residentBytes();
    long cpu = daemon.program().cpuNanos();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    receiver.comeBack();
    while (daemon.spool().waiting() > 0) {
      daemon.program().requireAlive();
      if (System.nanoTime() > deadline) {
        throw new IOException("the backlog is not done:\n" + daemon.program().lastOutput());
      }
      Thread.sleep(50);
    }
    return new Backlog(
        receiver.lastByteNanos() - receiver.firstConnectNanos(),
        daemon.program().cpuNanos() - cpu,
        resident);
  }

  /** A directory with so many snapshots, and a file with the lines of all. */
  private static Path toCopy(
      Bench bench, ProcessDaemon daemon, Receiver receiver, Path snapshot, int count)
      throws IOException, InterruptedException {
    Path lines = bench.newFile("lines");
    receiver.copyTo(lines);
    daemon.process(snapshot);
    receiver.endCopy();
    var directory = bench.newDirectory("original");
    try (var all =
        Files.newOutputStream(directory.resolve("lines"), StandardOpenOption.CREATE_NEW)) {
      for (int i = 0; i < count; i++) {
        all.write(Files.readAllBytes(lines));
        Path copy = Files.createDirectory(directory.resolve("" + i));
        for (Path file : Spool.files(snapshot)) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    return directory;
  }

  private static double copy(Bench bench, Path original) throws IOException, InterruptedException {
    Path target = bench.newDirectory("copy");
    long start = System.nanoTime();
    var command = new ProcessBuilder("cp", "-r", original.toString(), target.toString());
    if (command.inheritIO().start().waitFor() != 0) {
      throw new IOException("cp failed");
    }
    long nanos = System.nanoTime() - start;
    Spool.remove(target);
    return nanos;
  }
}
