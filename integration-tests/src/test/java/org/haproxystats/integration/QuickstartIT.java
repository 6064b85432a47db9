package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartIT {
  private static final Pattern SUMMARY =
      Pattern.compile(
          "Ran \\d+ s: (\\d+) pulls done, (\\d+) snapshots processed, (\\d+) metrics written\\.");
  private static final Pattern REMOVED = Pattern.compile("(/\\S+) is removed\\.");

  @TempDir private Path directory;

  @Test
  void itShowsTheSiteEndsByItselfAndLeavesNothingBehind() {
    try (var program =
        Program.start(
            directory, Map.of(), Repository.ROOT.resolve("quickstart"), "--seconds", "20")) {
      int exit = program.awaitExit(150);
      String output = program.output();
      assertThat(exit).as(output).isZero();
      assertThat(output)
          .contains("FRONTEND", "www", "api", "BACKEND", "2 of 3")
          .doesNotContain("\033")
          .containsPattern("a stats socket each");
      assertThat(output.lines()).allMatch(line -> line.length() <= 80 || line.contains("/"));

      var summary = SUMMARY.matcher(output);
      assertThat(summary.find()).as(output).isTrue();
      int pulls = Integer.parseInt(summary.group(1));
      assertThat(pulls).as("pulls").isGreaterThanOrEqualTo(2);
      assertThat(Integer.parseInt(summary.group(2))).as("snapshots").isEqualTo(pulls);
      assertThat(Integer.parseInt(summary.group(3))).as("metrics").isGreaterThan(100 * pulls);

      assertNothingIsLeft(output);
    }
  }

  @Test
  void aSignalEndsEverythingThatItStarted() {
    try (var program = Program.start(directory, Map.of(), Repository.ROOT.resolve("quickstart"))) {
      program.awaitThat("a table", () -> program.output().contains("FRONTEND"));
      int exit = program.terminate();
      assertThat(exit).as(program.output()).isEqualTo(128 + 15);
      assertNothingIsLeft(program.output());
    }
  }

  private static void assertNothingIsLeft(String output) {
    var removed = REMOVED.matcher(output);
    assertThat(removed.find()).as(output).isTrue();
    Path temporary = Path.of(removed.group(1));
    assertThat(temporary).doesNotExist();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(
            process -> process.info().commandLine().orElse("").contains(temporary.toString()));
  }
}
