package org.haproxystats.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the programs as a process of its own, with its log in a file. */
final class RealProgram implements AutoCloseable {
  private final Process process;
  private final Path log;

  private RealProgram(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a command.
   *
   * @param folder where the log is kept
   * @param journal what systemd would say in {@code JOURNAL_STREAM}; empty: it is not there
   */
  static RealProgram start(Path folder, String command, Path configuration, String journal)
      throws IOException {
    Path log = folder.resolve("log");
    var builder =
        new ProcessBuilder(
            // Where the tests run without a terminal, signals may be ignored, and Java keeps to
            // that.
            "env",
            "--default-signal=HUP,INT,TERM",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            command,
            "-f",
            configuration.toString());
    builder.environment().put("JOURNAL_STREAM", journal);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(log.toFile()).redirectOutput(folder.resolve("output").toFile());
    return new RealProgram(builder.start(), log);
  }

  void awaitLog(String text) {
    await().atMost(Duration.ofSeconds(60)).until(() -> log().contains(text));
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** The levels and messages of the log, without time, process and thread. */
  List<String> events() throws IOException {
    return log().lines().map(line -> line.replaceFirst("^.*?\\] \\[.*?\\] ", "")).toList();
  }

  /** Sends a signal and returns the exit code. */
  int endWith(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it still runs 60 s after the signal " + signal);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
