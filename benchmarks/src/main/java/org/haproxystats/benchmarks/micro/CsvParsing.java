package org.haproxystats.benchmarks.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.StatTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parses one answer to {@code show stat}, beside the plainest loop over the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CsvParsing {

  /** A file with the answer; empty: one of the size of a big site. */
  @Param("")
  public String file = "";

  private final Stages stages = new Stages();
  private byte[] dump = {};

  @Setup
  public void read() throws IOException {
    dump = Stages.dump(file);
  }

  @Benchmark
  public StatTable parse() throws IOException, MalformedStatisticsException {
    return stages.parse(dump);
  }

  /** The floor: sums all bytes, and counts commas and newlines. */
  @Benchmark
  public long sum() {
    long sum = 0;
    int commas = 0;
    int newlines = 0;
    for (byte b : dump) {
      sum += b;
      if (b == ',') {
        commas++;
      } else if (b == '\n') {
        newlines++;
      }
    }
    return sum + commas + newlines;
  }
}
