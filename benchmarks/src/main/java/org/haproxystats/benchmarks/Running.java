package org.haproxystats.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The CPU time of {@code haproxystats run}, as a share of one core: with 10,000 servers in one
 * process, pulled every 10 s, and between the pulls of the small site. A backlog warms it up.
 */
final class Running implements Measurement {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration UNTIL_DELIVERED = Duration.ofMillis(600);
  private static final int INTERVAL_SECONDS = 10;

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    return List.of(
        Row.of("run: CPU, 10,000 servers in one process", busy(bench), "%", 0.5, 0.25),
        Row.of("run: CPU between pulls, small site", idle(bench), "%", 0.2, 0.05));
  }

  /** From pull to pull; with few rounds they come oftener, and count as if they did not. */
  private static double busy(Bench bench) throws IOException, InterruptedException {
    int interval = bench.rounds(INTERVAL_SECONDS, 1);
    try (var run = Run.start(bench, Site.SINGLE, interval, bench.rounds(200, 20))) {
      run.awaitSnapshots(bench.rounds(18, 4));
      var cpu = new ArrayList<Double>();
      for (int i = 0; i < bench.rounds(12, 6); i++) {
        long before = run.program().cpuNanos();
        run.awaitSnapshots(1);
        cpu.add((double) (run.program().cpuNanos() - before));
      }
      return percent(Cost.median(cpu), Duration.ofSeconds(INTERVAL_SECONDS));
    }
  }

  /** From some time after a pull until shortly before the next one. */
  private static double idle(Bench bench) throws IOException, InterruptedException {
    int interval = bench.rounds(INTERVAL_SECONDS, 5);
    var length = Duration.ofSeconds(interval - 3);
    try (var run = Run.start(bench, Site.SMALL, interval, bench.rounds(300, 100))) {
      run.awaitSnapshots(bench.rounds(3, 1));
      var shares = new ArrayList<Double>();
      for (int i = 0; i < bench.rounds(6, 1); i++) {
        run.awaitSnapshots(1);
        Thread.sleep(Duration.ofSeconds(1));
        long before = run.program().cpuNanos();
        long start = System.nanoTime();
        Thread.sleep(length);
        double cpu = run.program().cpuNanos() - before;
        shares.add(percent(cpu, Duration.ofNanos(System.nanoTime() - start)));
      }
      return Cost.median(shares);
    }
  }

  private static double percent(double cpuNanos, Duration wall) {
    return 100 * cpuNanos / wall.toNanos();
  }

  /** {@code haproxystats run} with a HAProxy and a receiver of its own. */
  private record Run(Haproxy haproxy, Receiver receiver, Arrivals arrivals, Program program)
      implements AutoCloseable {

    static Run start(Bench bench, Site site, int interval, int backlog)
        throws IOException, InterruptedException {
      var spool = Spool.create(bench);
      var snapshot = bench.snapshot(site);
      for (int i = 0; i < backlog; i++) {
        spool.put(spool.stage(snapshot));
      }
      var haproxy = Haproxy.start(bench, site);
      var receiver = Receiver.start();
      var configuration =
          spool.configuration(
              haproxy.sockets(),
              receiver.port(),
              "pull:pull-interval = " + interval,
              "process:backlog-rate = 0");
      var arrivals = Arrivals.in(spool.incoming());
      var program =
          Program.start(bench, bench.program("haproxystats") + " run -f " + configuration);
      return new Run(haproxy, receiver, arrivals, program);
    }

    /** Waits for so many more snapshots, and until the last of them is delivered. */
    void awaitSnapshots(int count) throws IOException, InterruptedException {
      for (int i = 0; i < count; i++) {
        arrivals.next(program, LIMIT);
      }
      Thread.sleep(UNTIL_DELIVERED);
    }

    @Override
    public void close() throws IOException {
      program.close();
      arrivals.close();
      receiver.close();
      haproxy.close();
    }
  }
}
