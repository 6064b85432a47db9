package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpoolChecksTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @TempDir private Path folder;
  private Path incoming;
  private Path staging;
  private Path configuration;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void prepare() throws IOException {
    incoming = Files.createDirectory(folder.resolve("incoming"));
    staging = Files.createDirectory(folder.resolve("incoming.tmp"));
    configuration = folder.resolve("haproxystats.conf");
    Files.writeString(
        configuration,
        """
        [pull]
        dst-dir = %s
        tmp-dst-dir = %s
        queue-size = 5
        [process]
        src-dir = ${pull:dst-dir}
        """
            .formatted(incoming, staging));
  }

  @ParameterizedTest
  @CsvSource({"0, OK, 0", "2, OK, 0", "3, WARNING, 1", "4, WARNING, 1", "5, CRITICAL, 2"})
  void theQueueIsComparedWithTheThresholds(int size, String status, int code) throws IOException {
    for (int i = 0; i < size; i++) {
      Files.createDirectory(incoming.resolve(String.valueOf(1_799_999_000 + i)));
    }
    Files.createFile(incoming.resolve("1799999999"));
    Files.createDirectory(incoming.resolve(".removed-1"));

    assertThat(check("queue", "-o", "2", "--warning=4")).isEqualTo(code);
    assertThat(output())
        .isEqualTo(
            "%s: queue size %d: Queue location=%s, Thresholds OK=2 WARNING=4 and any higher value is critical|queue=%d;2;4;0\n"
                .formatted(status, size, incoming, size));
  }

  @Test
  void theThresholdsOfTheQueueAreThoseOfTheOriginal() {
    assertThat(check("queue")).isZero();
    assertThat(output())
        .contains("Thresholds OK=60 WARNING=120 and")
        .endsWith("|queue=0;60;120;0\n");
  }

  @Test
  void theQueueCheckReadsTheDirectoryOfConfigurationFilesToo() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path directory = Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(directory.resolve("1.conf"), "[pull]\ndst-dir = " + other + "\n");
    assertThat(check("queue", "-d", directory.toString())).isZero();
    assertThat(output()).contains("Queue location=" + other + ",");
  }

  @ParameterizedTest
  @CsvSource({"queue", "pull", "process"})
  void aDirectoryThatIsMissingIsUnknown(String what) throws IOException {
    Files.delete(incoming);
    assertThat(check(what)).isEqualTo(3);
    assertThat(output())
        .isEqualTo("UNKNOWN: can't check: " + incoming + ": no such file or directory\n");
  }

  @Test
  void aWrongConfigurationIsUnknown() throws IOException {
    Files.writeString(configuration, "[pull]\nretries = x\n");
    assertThat(check("queue")).isEqualTo(3);
    assertThat(output()).startsWith("UNKNOWN: can't check: " + configuration + ":2: ");
  }

  @ParameterizedTest
  @CsvSource({
    "'-o;ten', --ok is not a whole number",
    "'-o;-1', --ok is negative",
    "'-o;5;-w;4', --ok is above --warning",
    "'-x', unknown: -x",
    "'positional', unknown: positional"
  })
  void wrongUsageIsUnknown(String arguments, String message) {
    assertThat(check("queue", arguments.split(";", -1))).isEqualTo(3);
    assertThat(output()).isEqualTo("UNKNOWN: can't check: " + message + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 5, 0, OK: active: last pull 4 s ago|age=5s;30;60;0",
    "0, 30, 0, OK: active: last pull 0 s ago|age=30s;30;60;0",
    "31, 31, 1, WARNING: inactive: no pull for 31 s (last change of STAGING)|age=31s;30;60;0",
    "61, 61, 2, CRITICAL: inactive: no pull for 61 s (last change of STAGING)|age=61s;30;60;0",
    "2, 45, 1, 'WARNING: failing: pulls are tried, but no snapshot has reached INCOMING for 45 s|age=45s;30;60;0'",
    "2, 99, 2, 'CRITICAL: failing: pulls are tried, but no snapshot has reached INCOMING for 99 s|age=99s;30;60;0'",
    "-9, -9, 0, OK: active: last pull 0 s ago|age=0s;30;60;0"
  })
  void pullIsJudgedByTheLastRoundAndTheLastArrival(
      int sinceRound, int sinceArrival, int code, String line) throws IOException {
    touch(staging, sinceRound);
    touch(incoming, sinceArrival);
    assertThat(check("pull")).isEqualTo(code);
    assertThat(output())
        .isEqualTo(
            line.replace("STAGING", staging.toString()).replace("INCOMING", incoming.toString())
                + "\n");
  }

  @Test
  void pullThatIsSuspendedIsCritical() throws IOException {
    for (int i = 0; i < 5; i++) {
      Files.createDirectory(incoming.resolve(String.valueOf(i)));
    }
    touch(staging, 1);
    touch(incoming, 1);
    assertThat(check("pull")).isEqualTo(2);
    assertThat(output())
        .isEqualTo(
            "CRITICAL: suspended: 5 snapshots wait in %s, queue-size is 5|age=1s;30;60;0\n"
                .formatted(incoming));
  }

  @Test
  void theThresholdsOfPullFollowTheInterval() throws IOException {
    Files.writeString(configuration, Files.readString(configuration) + "[DEFAULT]\n[paths]\n");
    Path directory = Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(directory.resolve("1.conf"), "[pull]\npull-interval = 60\n");
    touch(staging, 100);
    touch(incoming, 100);
    assertThat(check("pull", "--dir", directory.toString())).isZero();
    assertThat(output()).endsWith("|age=100s;180;360;0\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 'OK: active: 0 snapshots wait in INCOMING, the oldest for 0 s|age=0s;30;60;0'",
    "'10;20', 0, 'OK: active: 2 snapshots wait in INCOMING, the oldest for 20 s|age=20s;30;60;0'",
    "'10;40', 1, 'WARNING: inactive: 2 snapshots wait in INCOMING, the oldest for 40 s|age=40s;30;60;0'",
    "'99', 2, 'CRITICAL: inactive: 1 snapshots wait in INCOMING, the oldest for 99 s|age=99s;30;60;0'"
  })
  void processIsJudgedByTheOldestSnapshot(String ages, int code, String line) throws IOException {
    for (String age : ages.isEmpty() ? List.<String>of() : List.of(ages.split(";", -1))) {
      Files.createDirectory(
          incoming.resolve(String.valueOf(NOW.getEpochSecond() - Long.parseLong(age))));
    }
    Files.createDirectory(incoming.resolve("no-snapshot"));
    assertThat(check("process")).isEqualTo(code);
    assertThat(output()).isEqualTo(line.replace("INCOMING", incoming.toString()) + "\n");
  }

  @Test
  void aProcessThatHoldsNoLockIsNotRunning() throws IOException {
    Files.createFile(folder.resolve("incoming.process.lock"));
    assertThat(check("process")).isEqualTo(2);
    assertThat(output())
        .isEqualTo(
            "CRITICAL: inactive: haproxystats-process is not running, 0 snapshots wait in %s, the oldest for 0 s|age=0s;30;60;0\n"
                .formatted(incoming));
  }

  @Test
  void aPullThatHoldsNoLockIsNotRunning() throws IOException {
    Files.createFile(folder.resolve("incoming.pull.lock"));
    touch(staging, 4);
    touch(incoming, 5);
    assertThat(check("pull")).isEqualTo(2);
    assertThat(output())
        .isEqualTo(
            "CRITICAL: inactive: haproxystats-pull is not running, no pull for 4 s|age=5s;30;60;0\n");
  }

  private static void touch(Path directory, int secondsAgo) throws IOException {
    Files.setLastModifiedTime(directory, FileTime.from(NOW.minusSeconds(secondsAgo)));
  }

  private int check(String what, String... options) {
    var arguments = new ArrayList<>(List.of(what, "-f", configuration.toString()));
    arguments.addAll(List.of(options));
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new CheckCommand(InstantSource.fixed(NOW))
        .run(arguments, stream, nowhere, new Logging());
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
