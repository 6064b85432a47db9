package org.haproxystats.benchmarks;

import java.io.IOException;
import java.util.List;

/** Measures one thing and compares it with its targets. */
interface Measurement {
  List<Row> measure(Bench bench) throws IOException, InterruptedException;
}
