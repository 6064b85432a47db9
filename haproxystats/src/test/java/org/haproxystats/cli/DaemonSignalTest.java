package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real programs as processes of their own, and signals to them. */
class DaemonSignalTest {
  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("x.conf"),
        """
        [pull]
        socket-dir = %1$s
        dst-dir = %1$s/in
        tmp-dst-dir = %1$s/tmp
        [process]
        src-dir = %1$s/in
        [graphite]
        enabled = false
        [local-store]
        dir = %1$s/store
        """
            .formatted(folder));
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @CsvSource({
    "process, TERM",
    "process, HUP",
    "process, INT",
    "pull, TERM",
    "pull, HUP",
    "pull, INT",
    "run, TERM"
  })
  void aSignalEndsADaemonCleanlyWithCodeZero(String command, String signal) throws Exception {
    var program = start(command, "");
    awaitLog(" started");
    new ProcessBuilder("kill", "-" + signal, String.valueOf(program.pid())).start().waitFor();

    assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
    assertThat(log()).contains("INFO     stopping").contains("INFO     exit status 0");
  }

  @Test
  void everyLineOfTheLogHasATimeUnlessSystemdNotesIt() throws Exception {
    start("process", "");
    awaitLog(" started");
    assertThat(log().lines())
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\[.*"));
  }

  @Test
  void underSystemdNoLineHasATime() throws Exception {
    start("process", "8:12345");
    awaitLog(" started");
    assertThat(log().lines()).allMatch(line -> line.matches("\\[\\d+\\] \\[.*"));
  }

  private Process start(String command, String journal) throws IOException {
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
            folder.resolve("x.conf").toString());
    builder.environment().put("JOURNAL_STREAM", journal);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    var process = builder.start();
    started.add(process);
    return process;
  }

  private void awaitLog(String text) {
    await().atMost(Duration.ofSeconds(30)).until(() -> log().contains(text));
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }
}
