package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plainest client: one socat for each socket, all at the same time. */
final class Socats {
  private Socats() {}

  /**
   * Sends a file to each socket and throws the answers away.
   *
   * @return how long it took until all connections were closed, in nanoseconds
   */
  static long send(Path file, List<Path> sockets) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var socats = new ArrayList<Process>();
    for (var socket : sockets) {
      socats.add(
          new ProcessBuilder("socat", "-t60", "-", "UNIX-CONNECT:" + socket)
              .redirectInput(file.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    boolean failed = false;
    for (var socat : socats) {
      failed |= socat.waitFor() != 0;
    }
    if (failed) {
      throw new IOException("socat failed");
    }
    return System.nanoTime() - start;
  }
}
