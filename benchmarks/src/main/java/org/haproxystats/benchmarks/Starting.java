package org.haproxystats.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From the start of {@code haproxystats run} until its first snapshot of the small site is stored;
 * in turns with a Java that has the same options and prints one line.
 */
final class Starting implements Measurement {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    var runs = new ArrayList<Cost>();
    var floors = new ArrayList<Cost>();
    var floor = floorCommand(bench.java());
    try (var haproxy = Haproxy.start(bench, Site.SMALL);
        var receiver = Receiver.start()) {
      for (int i = 0; i < 1 + bench.rounds(20, 3); i++) {
        long wall = wallOfRun(bench, haproxy, receiver);
        long floorWall = wallOfFloor(floor);
        if (i > 0) { // The first finds its files on disk only.
          runs.add(new Cost(wall, 0));
          floors.add(new Cost(floorWall, 0));
        }
      }
    }
    return List.of(
        Row.ofTimes(
            "run: start to first snapshot stored",
            Cost.median(runs, Cost::wallNanos),
            Cost.median(floors, Cost::wallNanos),
            2,
            1.2));
  }

  private static long wallOfRun(Bench bench, Haproxy haproxy, Receiver receiver)
      throws IOException, InterruptedException {
    var spool = Spool.create(bench);
    var configuration = spool.configuration(haproxy.sockets(), receiver.port());
    try (var arrivals = Arrivals.in(spool.incoming())) {
      long start = System.nanoTime();
      try (var run =
          Program.start(bench, bench.program("haproxystats") + " run -f " + configuration)) {
        return arrivals.next(run, LIMIT).nanos() - start;
      }
    }
  }

  private static List<String> floorCommand(List<String> java) {
    var command = new ArrayList<>(java);
    var jar = OneLine.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    command.addAll(List.of("-cp", jar, OneLine.class.getName()));
    return command;
  }

  private static long wallOfFloor(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = output.readLine();
      long end = System.nanoTime();
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + line);
      }
      return end - start;
    }
  }
}
