package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real programs as processes of their own, and signals to them. */
class DaemonSignalTest {
  @TempDir private Path folder;

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
    Path configuration =
        Files.writeString(
            folder.resolve("x.conf"),
            """
            [pull]
            socket-dir = %1$s
            dst-dir = %1$s/spool/in
            tmp-dst-dir = %1$s/spool/tmp
            [process]
            src-dir = %1$s/spool/in
            [graphite]
            enabled = false
            [local-store]
            dir = %1$s/store
            """
                .formatted(folder));
    try (var program = RealProgram.start(folder, command, configuration, "")) {
      program.awaitLog(" started");
      assertThat(program.endWith(signal)).isZero();
      assertThat(program.log()).contains("INFO     stopping").contains("INFO     exit status 0");
    }
    // It was made at the start, with what is above it.
    assertThat(folder.resolve("spool/in")).isEmptyDirectory();
  }
}
