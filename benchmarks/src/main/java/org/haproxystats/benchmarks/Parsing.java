package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    var java = bench.java();
    var parse = new ArrayList<Double>();
    var sum = new ArrayList<Double>();
    for (int i = 0; i < bench.rounds(3, 1); i++) {
      parse.add(nanos(bench, "parse", file, java));
      sum.add(nanos(bench, "sum", file, java));
    }
    return List.of(
        Row.ofTimes("parsing one dump of four", Cost.median(parse), Cost.median(sum), 3, 1.5));
  }

  private static double nanos(Bench bench, String name, Path file, List<String> java)
      throws IOException {
    var run =
        new OptionsBuilder()
            .include(BENCHMARK + "." + name + "$")
            .param("file", file.toString())
            .jvm(java.getFirst())
            .jvmArgs(java.subList(1, java.size()).toArray(String[]::new))
            .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
            .forks(1)
            .warmupIterations(bench.rounds(5, 1))
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(bench.rounds(5, 3))
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return 1e3 * new Runner(run).runSingle().getPrimaryResult().getScore();
    } catch (RunnerException e) {
      throw new IOException("the benchmark " + BENCHMARK + " failed", e);
    }
  }
}
