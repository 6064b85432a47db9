package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A daemon that takes snapshots from a spool of its own, as haproxystats-process does. */
final class ProcessDaemon implements SnapshotProcessor, AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** After that the original, which keeps its connection, has nothing more to send. */
  private static final Duration QUIET = Duration.ofMillis(100);

  private final Spool spool;
  private final Receiver receiver;
  private final Program program;

  private ProcessDaemon(Spool spool, Receiver receiver, Program program) {
    this.spool = spool;
    this.receiver = receiver;
    this.program = program;
  }

  /**
   * @param command takes {@code -f FILE}
   * @param more lines of configuration
   */
  static ProcessDaemon start(Bench bench, String command, Receiver receiver, String... more)
      throws IOException {
    Spool spool = Spool.create(bench);
    Path configuration = spool.configuration(spool.unfinished(), receiver.port(), more);
    var program = Program.start(bench, command + " -f " + configuration, Map.of());
    return new ProcessDaemon(spool, receiver, program);
  }

  @Override
  public Cost process(Path snapshot) throws IOException, InterruptedException {
    Path staged = spool.stage(snapshot);
    long bytes = receiver.bytes();
    long cpu = program.cpuNanos();
    long start = System.nanoTime();
    Path waiting = spool.put(staged);
    while (Files.exists(waiting) || receiver.bytes() == bytes) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IOException(waiting + " is still there:\n" + program.lastOutput());
      }
      program.requireAlive();
      Thread.sleep(2);
    }
    receiver.awaitQuiet(QUIET);
    return new Cost(receiver.lastByteNanos() - start, program.cpuNanos() - cpu);
  }

  void process(Path snapshot, int times) throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      process(snapshot);
    }
  }

  Program program() {
    return program;
  }

  Spool spool() {
    return spool;
  }

  @Override
  public void close() {
    program.close();
  }
}
