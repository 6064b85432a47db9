package org.haproxystats.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The least that processing can cost: a native program that reads the files and sends lines. */
final class ProcessFloor implements SnapshotProcessor, AutoCloseable {
  private final Process process;
  private final Receiver receiver;
  private final Writer directories;
  private final BufferedReader answers;

  private ProcessFloor(Process process, Receiver receiver) {
    this.process = process;
    this.receiver = receiver;
    directories = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param lines a file with what it is to send for each snapshot
   */
  static ProcessFloor start(Bench bench, Path lines, Receiver receiver) throws IOException {
    var program = bench.floor("process").toString();
    var command = new ProcessBuilder(program, lines.toString(), "" + receiver.port());
    return new ProcessFloor(
        command.redirectError(ProcessBuilder.Redirect.INHERIT).start(), receiver);
  }

  @Override
  public Cost process(Path snapshot) throws IOException, InterruptedException {
    long cpu = CpuTime.nanos(process.toHandle());
    long start = System.nanoTime();
    directories.write(snapshot + "\n");
    directories.flush();
    if (answers.readLine() == null) {
      throw new IOException("the floor of process ended");
    }
    receiver.awaitQuiet(Duration.ofMillis(20));
    return new Cost(receiver.lastByteNanos() - start, CpuTime.nanos(process.toHandle()) - cpu);
  }

  @Override
  public void close() throws IOException {
    directories.close();
  }
}
