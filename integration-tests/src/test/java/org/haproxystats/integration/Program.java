package org.haproxystats.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A program that runs beside the test, with its output kept in a file. */
final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path output;
  private final List<String> command;

  private Program(Process process, Path output, List<String> command) {
    this.process = process;
    this.output = output;
    this.command = command;
  }

  /**
   * Starts a program of the distribution's {@code bin}; its output goes to a new file in {@code
   * directory}.
   */
  static Program start(Path directory, String name, String... arguments) {
    return start(
        directory, Map.of(), Repository.DISTRIBUTION.resolve("bin").resolve(name), arguments);
  }

  /**
   * Starts any program.
   *
   * @param environment what is added to the test's own environment; an empty value takes a variable
   *     away
   */
  static Program start(
      Path directory, Map<String, String> environment, Path program, String... arguments) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(directory, program.getFileName().toString(), ".output");
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile());
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      return new Program(builder.start(), output, command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has printed so far, errors included. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until something is true while this program runs; if that does not come, or the program
   * ends before, the test fails with its output.
   */
  void awaitThat(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .until(() -> condition.call() || !isAlive());
      if (!condition.call()) {
        throw new AssertionError(command + " ended before: " + what + ". Its output:\n" + output());
      }
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(command + " printed:\n" + output(), e);
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
  }

  /** Waits for its end and returns its exit code. */
  int awaitExit() {
    return awaitExit(PATIENCE_SECONDS);
  }

  /** Waits for its end, at most so many seconds, and returns its exit code. */
  int awaitExit(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " still runs. Its output:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Sends SIGTERM, waits for the end, and returns the exit code. */
  int terminate() {
    process.destroy();
    return awaitExit();
  }

  /** Sends a signal, such as TERM or STOP. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends it as a crash would (SIGKILL). */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  @Override
  public void close() {
    kill();
  }
}
