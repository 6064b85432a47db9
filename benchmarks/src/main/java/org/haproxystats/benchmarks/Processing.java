package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What processing a snapshot of the big site costs a warm daemon, and the floor, in turns. The time
 * is from the rename into the spool to the last byte at the receiver.
 *
 * @param otherCommand another implementation, which takes {@code -f FILE}
 */
record Processing(Optional<String> otherCommand) implements Measurement {

  /** What a daemon needed, and the floor beside it. */
  private record Comparison(List<Cost> daemon, List<Cost> floor) {
    Comparison() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    double cpu() {
      return Cost.median(daemon, Cost::cpuNanos);
    }

    double wall() {
      return Cost.median(daemon, Cost::wallNanos);
    }

    double floorCpu() {
      return Cost.median(floor, Cost::cpuNanos);
    }

    double floorWall() {
      return Cost.median(floor, Cost::wallNanos);
    }
  }

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    Path snapshot = bench.snapshot(Site.BIG);
    try (var receiver = Receiver.start()) {
      Path lines = bench.newFile("lines");
      try (var first =
          ProcessDaemon.start(bench, bench.program("haproxystats-process"), receiver)) {
        receiver.copyTo(lines);
        first.process(snapshot);
        receiver.endCopy();
      }
      try (var floor = ProcessFloor.start(bench, lines, receiver)) {
        Comparison own;
        double allocated;
        try (var daemon =
            ProcessDaemon.start(bench, bench.program("haproxystats-process"), receiver)) {
          own = compare(bench, daemon, floor, snapshot);
          allocated = Allocation.bytesPerSnapshot(daemon, snapshot, bench.rounds(10, 5));
        }
        Optional<Comparison> other = Optional.empty();
        if (otherCommand.isPresent()) {
          try (var daemon = ProcessDaemon.start(bench, otherCommand.get(), receiver)) {
            other = Optional.of(compare(bench, daemon, floor, snapshot));
          }
        }
        return rows(own, other, allocated);
      }
    }
  }

  private static Comparison compare(
      Bench bench, ProcessDaemon daemon, ProcessFloor floor, Path snapshot)
      throws IOException, InterruptedException {
    daemon.process(snapshot, bench.rounds(60, 15));
    var comparison = new Comparison();
    for (int i = 0; i < bench.rounds(30, 10); i++) {
      comparison.daemon.add(daemon.process(snapshot));
      comparison.floor.add(floor.process(snapshot));
    }
    return comparison;
  }

  private static List<Row> rows(Comparison own, Optional<Comparison> other, double allocated) {
    var cpu = Row.ofTimes("process: CPU per snapshot", own.cpu(), own.floorCpu(), 5, 2.5);
    var wall = Row.ofTimes("process: rename to last byte", own.wall(), own.floorWall(), 4, 2);
    return List.of(
        other.map(them -> cpu.withOther(them.cpu(), them.floorCpu())).orElse(cpu),
        other.map(them -> wall.withOther(them.wall(), them.floorWall())).orElse(wall),
        Row.of("process: allocation per snapshot", allocated / 1e6, "MB", 2, 0.1));
  }
}
