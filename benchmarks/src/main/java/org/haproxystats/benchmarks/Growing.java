package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the CPU time and the memory of one haproxystats-process grow from 100 rows to a million: what
 * a row costs with the most rows, against what it costs with about a tenth of them.
 */
final class Growing implements Measurement {

  /** In backends, each of which has 11.2 rows; each size is ten times the one before, or nearly. */
  private static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000, 90_000);

  /** What was seen of one size. */
  private record Load(int rows, double cpuNanos, double residentBytes) {
    double cpuOfRow() {
      return cpuNanos / rows;
    }

    /** Beside what is needed without rows, or with hardly any. */
    double bytesOfRow(Load least) {
      return (residentBytes - least.residentBytes) / (rows - least.rows);
    }
  }

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    bench.snapshot(Site.SMALL);
    var sizes = bench.small() ? SIZES.subList(0, 4) : SIZES;
    var loads = new ArrayList<Load>();
    try (var receiver = Receiver.start();
        var daemon = ProcessDaemon.start(bench, bench.program("haproxystats-process"), receiver)) {
      for (int backends : sizes) {
        // The more rows, the fewer rounds are needed until it is warm; the first ones fill the
        // heap.
        int rounds = bench.rounds(100_000, 15_000) / backends;
        rounds = Math.clamp(rounds, bench.rounds(10, 3), bench.rounds(100, 25));
        loads.add(load(bench, daemon, backends, rounds));
      }
    } catch (IOException e) {
      // More rows than it can bear are a result too.
      return List.of(
          Row.ofRatio(
              "growth: CPU and memory a row",
              "it ended after %,d rows".formatted(loads.getLast().rows),
              Double.POSITIVE_INFINITY,
              1.2,
              1.05));
    }
    return rows(loads.getFirst(), loads.get(loads.size() - 2), loads.getLast());
  }

  private static Load load(Bench bench, ProcessDaemon daemon, int backends, int rounds)
      throws IOException, InterruptedException {
    Path snapshot = bench.newDirectory("rows");
    int rows = Dump.write(backends, snapshot.resolve("admin1.sock_stat"));
    Path info = bench.snapshot(Site.SMALL).resolve("admin1.sock_info");
    Files.copy(info, snapshot.resolve("admin1.sock_info"));
    var cpu = new ArrayList<Double>();
    var resident = new ArrayList<Double>();
    for (int i = 0; i < rounds; i++) {
      double nanos = daemon.process(snapshot).cpuNanos();
      if (i >= rounds / 2) {
        cpu.add(nanos);
        resident.add((double) daemon.program().residentBytes());
      }
    }
    Spool.remove(snapshot);
    return new Load(rows, Cost.median(cpu), Cost.median(resident));
  }

  private static List<Row> rows(Load least, Load fewer, Load most) {
    return List.of(
        row(
            "growth: CPU a row",
            most,
            fewer,
            "%.2f us".formatted(most.cpuOfRow() / 1e3),
            most.cpuOfRow() / fewer.cpuOfRow()),
        row(
            "growth: memory a row",
            most,
            fewer,
            "%.0f bytes".formatted(most.bytesOfRow(least)),
            most.bytesOfRow(least) / fewer.bytesOfRow(least)));
  }

  private static Row row(String what, Load most, Load fewer, String measured, double ratio) {
    var text = "%s, %,d rows against %,d".formatted(what, most.rows, fewer.rows);
    return Row.ofRatio(text, measured, ratio, 1.2, 1.05);
  }
}
