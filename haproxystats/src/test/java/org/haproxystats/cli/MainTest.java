package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static final String USAGE_OF_PULL =
      "Usage:\n    haproxystats-pull [-f <file>] [-d <dir>] [-p | -P]\n";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--version", "--vers", "pull -v", "process --version", "run -v"})
  void theVersionIsPrintedAlone(String line) {
    assertThat(run(line)).isZero();
    assertThat(out()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\n");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "pull --help", "process -h", "run -h", "check -h", "fields -h"})
  void helpIsOnStandardOutput(String line) {
    assertThat(run(line)).isZero();
    assertThat(out()).contains("Usage:\n    haproxystats");
    assertThat(err()).isEmpty();
  }

  @Test
  void helpNamesEveryOptionAndTheDefaultFile() {
    assertThat(run("process -h")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            Turns the snapshots in the spool into metrics and delivers them.

            Usage:
                haproxystats-process [-f <file>] [-d <dir>] [-p | -P]

            Options:
                -f, --file <file>   configuration file [default: /etc/haproxystats.conf]
                -d, --dir <dir>     directory whose *.conf files are read after the file, by name
                -p, --print         show the built-in values and exit
                -P, --print-conf    show the values in force and exit
                -h, --help          show this and exit
                -v, --version       show the version and exit
            """);
  }

  @Test
  void helpComesBeforeEverythingThatIsWrong() {
    assertThat(run("pull -p -P --unknown -h")).isZero();
    assertThat(out()).contains(USAGE_OF_PULL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pull -p -P | --print and --print-conf exclude each other",
        "pull --unknown | unknown: --unknown",
        "pull positional | unknown: positional",
        "pull -f | -f requires an argument",
        "pull --p | --p is not a unique prefix: --print, --print-conf",
      })
  void wrongUsageIsToldOnStandardErrorWithTheUsage(String line, String reason) {
    assertThat(run(line)).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err()).isEqualTo(USAGE_OF_PULL + "haproxystats-pull: " + reason + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "-x", "fields x"})
  void withoutACommandTheUsageIsShown(String line) {
    assertThat(run(line)).isEqualTo(1);
    assertThat(err()).startsWith("Usage:\n    haproxystats ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull", "process"})
  void bothProgramsTakeADirectory(String command) throws IOException {
    Files.writeString(folder.resolve("1.conf"), "[DEFAULT]\nloglevel = debug\n");
    assertThat(run(command + " -P -f " + folder.resolve("none") + " -d " + folder)).isZero();
    assertThat(out()).contains("\nloglevel = debug\n");
  }

  @Test
  void onlyOneLineOfProcessNamesTheWorkers() {
    assertThat(run("process -P -f " + folder.resolve("none"))).isZero();
    assertThat(out().lines().filter(line -> line.contains("workers")))
        .containsExactly("workers = 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull -p", "process -p", "pull -P", "process -P", "pull", "process"})
  void aBrokenFileStopsEvenThePrints(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "[pull]\nretries\n");
    assertThat(run(command + " -f " + file)).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err()).isEqualTo(file + ":2: 'retries' is neither [section] nor option = value\n");
  }

  @Test
  void aDirectoryThatIsNoneStopsEvenThePrints() {
    assertThat(run("process -p -d " + folder.resolve("none"))).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith(folder.resolve("none") + ": the directory cannot be read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[pull]\nretries = 1\n[pull]\n", "[pull]\nretries = 1\nRetries = 1\n", "a = 1\n"})
  void whatIsTwiceInAFileOrBeforeTheFirstSectionIsOneLineAndCodeOne(String text)
      throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), text);
    assertThat(run("pull -f " + file)).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith(file + ":" + text.lines().count() + ": ").hasLineCount(1);
  }

  @Test
  void theFilesOfADirectoryComeAfterTheFileAndTheirErrorsBesideItsOwn() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "[pull]\nretries = x\ntimeout = x\n");
    Path directory = Files.createDirectory(folder.resolve("d"));
    Path later = Files.writeString(directory.resolve("1.conf"), "[pull]\nretries = y\n");
    assertThat(run("pull -f " + file + " -d " + directory)).isEqualTo(1);
    assertThat(err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(later + ":2: ").contains("value:'y'"),
            line -> assertThat(line).startsWith(file + ":3: ").contains("option:'timeout'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull -p", "pull -P", "process -p", "process -P"})
  void thePrintsDoNotCheckValues(String command) throws IOException {
    Path file =
        Files.writeString(folder.resolve("x.conf"), "[pull]\nretries = x\n[graphite]\nport = y\n");
    assertThat(run(command + " -f " + file)).isZero();
  }

  @Test
  void anInvalidConfigurationIsOneLineForEachErrorAndCodeOne() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "[pull]\nretries = x\ntimeout = y\n");
    assertThat(run("pull -f " + file)).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err().lines()).hasSize(2).allMatch(line -> line.startsWith(file + ":"));
  }

  @ParameterizedTest
  @CsvSource({"pull, pull, dst-dir", "pull, pull, tmp-dst-dir", "process, process, src-dir"})
  void aSpoolThatCannotBeMadeIsNamed(String command, String section, String option)
      throws IOException {
    Path blocked = Files.createFile(folder.resolve("file")).resolve("below");
    Path file =
        Files.writeString(
            folder.resolve("x.conf"),
            "[pull]\ndst-dir = %s\ntmp-dst-dir = %s\n"
                .formatted(folder.resolve("in"), folder.resolve("tmp")));
    Path override =
        Files.writeString(
            Files.createDirectory(folder.resolve("d")).resolve("1.conf"),
            "[%s]\n%s = %s\n".formatted(section, option, blocked));
    assertThat(run(command + " -f " + file + " -d " + override.getParent())).isEqualTo(1);
    assertThat(err())
        .contains("section:'" + section + "' option:'" + option + "' value:'" + blocked + "'")
        .contains("cannot write to the directory")
        .hasLineCount(1);
  }

  @Test
  void twoFileSystemsOfStagingAndSpoolAreToldAtTheStart() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeThat(memory).isDirectory().isWritable();
    assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(folder));
    Path staging = Files.createTempDirectory(memory, "staging");
    try {
      Path file =
          Files.writeString(
              folder.resolve("x.conf"),
              "[pull]\ndst-dir = %s\ntmp-dst-dir = %s\n".formatted(folder.resolve("in"), staging));
      assertThat(run("pull -f " + file)).isEqualTo(1);
      assertThat(err())
          .contains("option:'tmp-dst-dir' value:'" + staging + "'")
          .contains("it is on another file system than dst-dir '" + folder.resolve("in") + "'")
          .contains("set tmp-dst-dir to a directory on the file system of dst-dir")
          .hasLineCount(1);
      assertThat(staging).isEmptyDirectory();
      assertThat(folder.resolve("in")).isEmptyDirectory();
    } finally {
      Files.delete(staging);
    }
  }

  @Test
  void fieldsListsTheCatalogue() {
    assertThat(run("fields")).isZero();
    assertThat(out().lines().filter(line -> line.startsWith("stat ") && line.contains(" qcur ")))
        .hasSize(1);
  }

  private int run(String line) {
    return new Main(stream(out), stream(err), new Logging())
        .run(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
