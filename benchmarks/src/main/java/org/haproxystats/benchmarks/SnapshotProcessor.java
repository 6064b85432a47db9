package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** Whatever makes lines of a snapshot and sends them to the receiver. */
interface SnapshotProcessor {

  /** Hands over a snapshot and waits until all of its lines have come. */
  Cost process(Path snapshot) throws IOException, InterruptedException;
}
