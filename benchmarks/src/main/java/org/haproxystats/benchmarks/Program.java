package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that runs beside this one and is measured from outside. */
final class Program implements AutoCloseable {
  private static final int LINES_SHOWN = 20;

  private final Process process;
  private final String command;
  private final Path output;

  private Program(Process process, String command, Path output) {
    this.process = process;
    this.command = command;
    this.output = output;
  }

  /** Starts a command of a shell, without a shell that stays in between. */
  static Program start(Bench bench, String command, Map<String, String> environment)
      throws IOException {
    Path output = bench.newFile("output");
    var builder =
        new ProcessBuilder("sh", "-c", "exec " + command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    var program = new Program(builder.start(), command, output);
    bench.atEnd(program::close);
    return program;
  }

  static Program start(Bench bench, String command) throws IOException {
    return start(bench, command, Map.of());
  }

  long pid() {
    return process.pid();
  }

  /** The CPU time used so far, in nanoseconds. */
  long cpuNanos() {
    return CpuTime.nanos(process.toHandle());
  }

  /** The memory that is resident now, in bytes, with that of its children. */
  long residentBytes() throws IOException {
    return memory("VmRSS:");
  }

  /** The most memory that ever was resident, in bytes. */
  long peakBytes() throws IOException {
    return memory("VmHWM:");
  }

  private long memory(String key) throws IOException {
    long kilobytes = 0;
    var handles = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    for (ProcessHandle handle : handles) {
      for (String line : Files.readAllLines(Path.of("/proc/" + handle.pid() + "/status"))) {
        if (line.startsWith(key)) {
          kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kilobytes * 1024;
  }

  /** The Java that it runs with, and the options: its command line up to the class path. */
  List<String> java() throws IOException {
    var arguments = Files.readString(Path.of("/proc/" + pid() + "/cmdline")).split("\0", -1);
    return Stream.of(arguments).takeWhile(argument -> !argument.equals("-cp")).toList();
  }

  /** Fails with the last of its output if it has ended. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "%s ended with %d:%n%s".formatted(command, process.exitValue(), lastOutput()));
    }
  }

  /** The end of what it has printed. */
  String lastOutput() throws IOException {
    var lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  @Override
  public void close() {
    var children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
