package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The parsing of one file of the big site's snapshot, beside the plainest loop over its bytes: the
 * JMH benchmark, in turns, with the options of Java that the programs have.
 */
final class Parsing implements Measurement {
  private static final String BENCHMARK = "CsvParsing";

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    Path file = bench.snapshot(Site.BIG).resolve("admin1.sock_stat");
    var options = bench.javaOptions();
    Map<String, List<Double>> rounds = new HashMap<>();
    for (int i = 0; i < bench.rounds(3, 1); i++) {
      for (String name : List.of("sum", "parse")) {
        rounds
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(micros(bench, name, file, options));
      }
    }
    return List.of(
        Row.ofTimes(
            "parsing one dump of four",
            1e3 * median(rounds, "parse"),
            1e3 * median(rounds, "sum"),
            3,
            1.5));
  }

  private static double median(Map<String, List<Double>> rounds, String name) {
    var values = rounds.getOrDefault(name, List.of());
    return Cost.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double micros(Bench bench, String name, Path file, List<String> options)
      throws IOException {
    var run =
        new OptionsBuilder()
            .include(BENCHMARK + "." + name + "$")
            .param("file", file.toString())
            .jvmArgs(options.toArray(String[]::new))
            .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
            .forks(1)
            .warmupIterations(bench.rounds(5, 2))
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(bench.rounds(5, 3))
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return new Runner(run).runSingle().getPrimaryResult().getScore();
    } catch (RunnerException e) {
      throw new IOException("the benchmark " + BENCHMARK + " failed", e);
    }
  }
}
