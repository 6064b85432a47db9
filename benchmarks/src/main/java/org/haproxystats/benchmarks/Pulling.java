package org.haproxystats.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a pull of the big site costs a warm daemon, and socat between its pulls. The time is from
 * the moment when the pull makes its directory to the rename of that into the spool.
 *
 * @param otherCommand another implementation, which takes {@code -f FILE}
 */
record Pulling(Optional<String> otherCommand) implements Measurement {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** After that a pull has nothing more to do, and the next one is still to come. */
  private static final Duration AFTERWARDS = Duration.ofMillis(200);

  private record Comparison(List<Cost> daemon, List<Cost> floor) {}

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    try (var haproxy = Haproxy.start(bench, Site.BIG)) {
      var own = compare(bench, bench.program("haproxystats-pull"), haproxy);
      var wall = row("pull: wall", own, Cost::wallNanos, 1.10, 1.00);
      var cpu = row("pull: CPU per pull", own, Cost::cpuNanos, 1.2, 0.8);
      if (otherCommand.isEmpty()) {
        return List.of(wall, cpu);
      }
      var other = compare(bench, otherCommand.get(), haproxy);
      return List.of(
          withOther(wall, other, Cost::wallNanos), withOther(cpu, other, Cost::cpuNanos));
    }
  }

  private static Row row(
      String what, Comparison own, ToLongFunction<Cost> part, double target, double stretch) {
    return Row.ofTimes(
        what, Cost.median(own.daemon, part), Cost.median(own.floor, part), target, stretch);
  }

  private static Row withOther(Row row, Comparison other, ToLongFunction<Cost> part) {
    return row.withOther(Cost.median(other.daemon, part), Cost.median(other.floor, part));
  }

  private static Comparison compare(Bench bench, String command, Haproxy haproxy)
      throws IOException, InterruptedException {
    var spool = Spool.create(bench);
    Path configuration = spool.configuration(haproxy.sockets(), 1, "pull:pull-interval = 1");
    var comparison = new Comparison(new ArrayList<>(), new ArrayList<>());
    try (var begun = Arrivals.in(spool.unfinished());
        var stored = Arrivals.in(spool.incoming());
        var daemon = Program.start(bench, command + " -f " + configuration)) {
      int warmUp = bench.rounds(40, 8);
      int rounds = bench.rounds(30, 7);
      long cpuBefore = 0;
      for (int i = 0; i < warmUp + rounds; i++) {
        long start = begun.next(daemon, LIMIT).nanos();
        var snapshot = stored.next(daemon, LIMIT);
        Thread.sleep(AFTERWARDS);
        long cpu = daemon.cpuNanos();
        Cost floor = socat(bench, haproxy);
        if (i >= warmUp) {
          comparison.daemon.add(new Cost(snapshot.nanos() - start, cpu - cpuBefore));
          comparison.floor.add(floor);
        }
        cpuBefore = cpu;
        Spool.remove(snapshot.path());
      }
    }
    return comparison;
  }

  private static Cost socat(Bench bench, Haproxy haproxy) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(bench.floor("pull").toString());
    command.add(bench.newDirectory("socat").toString());
    haproxy.socketList().forEach(socket -> command.add(socket.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip().split(" ", -1);
    if (process.waitFor() != 0 || answer.length != 2) {
      throw new IOException("the floor of pull failed");
    }
    return new Cost(Long.parseLong(answer[0]), Long.parseLong(answer[1]));
  }
}
