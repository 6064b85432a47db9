package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.haproxystats.ClosedPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real programs say on standard error. */
class DaemonLogTest {
  /** Every pull fails: there is no socket. */
  private static final String NO_SOCKET = "ERROR    Pull \\d+ failed: there is no socket in .*";

  @TempDir private Path folder;

  /** Starts a command with more lines in these sections. */
  private RealProgram start(
      String command, String journal, String defaults, String pull, String process)
      throws IOException {
    String text =
        """
        [DEFAULT]
        %2$s
        [pull]
        socket-dir = %1$s
        dst-dir = %1$s/spool/in
        tmp-dst-dir = %1$s/spool/tmp
        pull-interval = 1000
        %3$s
        [process]
        src-dir = %1$s/spool/in
        %4$s
        [graphite]
        enabled = false
        [local-store]
        dir = %1$s/store
        """
            .formatted(folder, defaults, pull, process);
    Path file = Files.writeString(folder.resolve("x.conf"), text);
    return RealProgram.start(folder, command, file, journal);
  }

  private Path addSnapshot() throws IOException {
    Path snapshot = Files.createDirectories(folder.resolve("spool/in/1500000000"));
    Files.writeString(snapshot.resolve("a_info"), "Process_num: 1\nCurrConns: 5\n");
    return snapshot;
  }

  @Test
  void everyLineHasATimeUnlessSystemdNotesIt() throws Exception {
    try (var program = start("process", "", "", "", "")) {
      program.awaitLog(" started");
      assertThat(program.log().lines())
          .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\[.*"));
    }
  }

  @Test
  void underSystemdNoLineHasATime() throws Exception {
    try (var program = start("process", "8:12345", "", "", "")) {
      program.awaitLog(" started");
      assertThat(program.log().lines()).allMatch(line -> line.matches("\\[\\d+\\] \\[.*"));
    }
  }

  @Test
  void aPullThatFailsIsOneLineWithoutAStackTrace() throws Exception {
    try (var program = start("pull", "", "", "", "")) {
      program.awaitLog(" failed: ");
      assertThat(program.endWith("TERM")).isZero();
      assertThat(program.events())
          .satisfiesExactly(
              line ->
                  assertThat(line).matches("INFO     haproxystats-pull \\d+\\.\\d+\\..* started"),
              line -> assertThat(line).matches(NO_SOCKET),
              line -> assertThat(line).isEqualTo("INFO     stopping"),
              line -> assertThat(line).isEqualTo("INFO     exit status 0"));
    }
    assertThat(folder.resolve("output")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "critical", "FATAL"})
  void aboveInfoOnlyErrorsAreShown(String level) throws Exception {
    try (var program = start("pull", "", "loglevel = " + level, "", "workers = 0")) {
      program.awaitLog(" failed: ");
      assertThat(program.endWith("TERM")).isZero();
      assertThat(program.events()).singleElement().asString().matches(NO_SOCKET);
    }
  }

  @Test
  void warningsOfTheConfigurationAreShownFromWarningOn() throws Exception {
    try (var program = start("pull", "", "loglevel = warn", "", "workers = 0")) {
      program.awaitLog(" failed: ");
      assertThat(program.endWith("TERM")).isZero();
      assertThat(program.events())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith("WARNING ")
                      .contains("section:'process' option:'workers' value:'0'"),
              line -> assertThat(line).matches(NO_SOCKET));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"debug", "NotSet"})
  void debugShowsWhatIsBetweenTheEvents(String level) throws Exception {
    addSnapshot();
    try (var closed = ClosedPort.take();
        var program = startWithoutReceiver(closed.number(), level)) {
      program.awaitLog("WARNING");
      assertThat(program.endWith("TERM")).isZero();
      assertThat(program.events())
          .contains(
              "DEBUG    Graphite at 127.0.0.1:%d: Connection refused; next attempt in 10.0 ms"
                  .formatted(closed.number()));
    }
  }

  private RealProgram startWithoutReceiver(int port, String level) throws IOException {
    String text =
        """
        [process]
        src-dir = %s/spool/in
        loglevel = %s
        [graphite]
        port = %d
        retries = 1
        interval = 0.01
        delay = 0.05
        """
            .formatted(folder, level, port);
    Path file = Files.writeString(folder.resolve("x.conf"), text);
    return RealProgram.start(folder, "process", file, "");
  }

  @ParameterizedTest
  @CsvSource({"critical, info, false, true", "info, critical, true, false"})
  void pullAndProcessInOneProgramHaveEachItsOwnLevel(
      String pullLevel, String processLevel, boolean pullShown, boolean processShown)
      throws Exception {
    Path snapshot = addSnapshot();
    Path leftover = Files.createDirectories(folder.resolve("spool/tmp/1600000000"));
    try (var program =
        start("run", "", "", "loglevel = " + pullLevel, "loglevel = " + processLevel)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !Files.exists(snapshot));
      await().atMost(Duration.ofSeconds(60)).until(() -> !Files.exists(leftover));
      program.awaitLog(" failed: "); // an error, which both levels show
      assertThat(program.endWith("TERM")).isZero();
      assertThat(program.log().contains("Removed from " + leftover.getParent()))
          .isEqualTo(pullShown);
      assertThat(program.log().contains("no sink waits for it any more")).isEqualTo(processShown);
    }
  }

  @Test
  void aReceiverThatIsAwayIsOneWarningAndAStopKeepsWhatWaitsForIt() throws Exception {
    Path snapshot = addSnapshot();
    try (var closed = ClosedPort.take();
        var program = startWithoutReceiver(closed.number(), "info")) {
      program.awaitLog("WARNING");
      assertThat(program.endWith("TERM")).isZero();
      assertThat(program.events())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("INFO     haproxystats-process "),
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "ERROR    %s: no statistics of frontends and backends in it"
                              .formatted(snapshot)),
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "WARNING  Graphite at 127.0.0.1:%d: Connection refused; snapshots wait in the spool and are tried every 0.05 s"
                              .formatted(closed.number())),
              line -> assertThat(line).isEqualTo("INFO     stopping"),
              line -> assertThat(line).isEqualTo("INFO     exit status 0"));
    }
    assertThat(snapshot).isDirectoryContaining("glob:**a_info");
  }
}
