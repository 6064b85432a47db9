package org.haproxystats.benchmarks.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Renders the lines of one snapshot of a big site. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LineWriting {
  private final Stages stages = new Stages();
  private final AggregatedSnapshot snapshot;

  public LineWriting() {
    try {
      snapshot = stages.aggregate(Stages.parseAll(Stages.dump("")));
    } catch (IOException | MalformedStatisticsException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public long write() throws IOException, InterruptedException {
    return stages.write(snapshot);
  }
}
