package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTextTest {
  @TempDir private Path folder;
  private Path file;
  private Path directory;

  @BeforeEach
  void prepare() throws IOException {
    file = folder.resolve("main.conf");
    directory = Files.createDirectory(folder.resolve("conf.d"));
  }

  @Test
  void printConfShowsInheritedAndInterpolatedValuesOfPullAlone() throws Exception {
    write(
        """
        [DEFAULT]
        LogLevel = debug
        [paths]
        base-dir = /spool
        [pull]
        dst-dir = ${paths:base-dir}/incoming
        servers = tcp://a:1,
          tcp://b:2
        retries = many
        [graphite]
        port = $
        """);
    assertThat(read().print(Program.PULL_ONLY))
        .isEqualTo(
            """
            [DEFAULT]
            interval = 2
            loglevel = debug
            retries = 2
            timeout = 1

            [pull]
            buffer-limit = 6291456
            dst-dir = /spool/incoming
            interval = 0.5
            loglevel = debug
            pull-interval = 10
            pull-timeout = 2
            queue-size = 360
            retries = many
            servers = tcp://a:1,
            tcp://b:2
            timeout = 0.1
            tmp-dst-dir = /var/lib/haproxystats/incoming.tmp
            workers = 8

            """);
  }

  @Test
  void printConfShowsEverySectionButPullForProcess() throws Exception {
    write(
        """
        [pull]
        socket-dir = $
        [local-store]
        dir = /tmp/${what}
        what = store
        [frontend-groups]
        abc = x$$
        [Mine]
        [graphite]
        enabled = no
        """);
    assertThat(read().print(Program.PROCESS_ONLY))
        .isEqualTo(
            """
            [DEFAULT]
            interval = 2
            loglevel = info
            retries = 2
            timeout = 1

            [Mine]
            interval = 2
            loglevel = info
            retries = 2
            timeout = 1

            [frontend-groups]
            abc = x$
            interval = 2
            loglevel = info
            retries = 2
            timeout = 1

            [graphite]
            backoff = 2
            connect-timeout = 1.0
            delay = 10
            enabled = no
            fqdn = true
            interval = 1.8
            loglevel = info
            namespace = loadbalancers
            port = 3002
            prefix-hostname = true
            queue-size = 1000000
            retries = 3
            server = 127.0.0.1
            timeout = 1
            write-timeout = 1.0

            [local-store]
            dir = /tmp/store
            interval = 2
            loglevel = info
            retries = 2
            timeout = 1
            what = store

            [paths]
            base-dir = /var/lib/haproxystats
            interval = 2
            loglevel = info
            retries = 2
            timeout = 1

            [process]
            aggr-server-metrics = false
            calculate-percentages = false
            interval = 2
            liveness-check-interval = 10
            loglevel = info
            per-process-metrics = false
            retries = 2
            src-dir = /var/lib/haproxystats/incoming
            timeout = 1
            workers = 4

            """);
  }

  @Test
  void printConfNamesEveryReferenceThatCannotBeReplaced() throws Exception {
    write("[pull]\nservers = $\nsocket-dir = ${run}\n");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read().print(Program.PULL_ONLY))
        .withMessageContaining(file + ":2: ")
        .withMessageContaining("option:'servers'")
        .withMessageContaining(file + ":3: ")
        .withMessageContaining("'${run}' names no option");
  }

  @Test
  void aBuiltInSectionBeatsTheUsersDefault() throws Exception {
    write("[DEFAULT]\nretries = 9\nloglevel = error\nsocket-dir = /run/haproxy\n");
    assertThat(value("pull", "retries")).isEqualTo("1");
    assertThat(value("graphite", "retries")).isEqualTo("3");
    assertThat(value("pull", "loglevel")).isEqualTo("error");
    assertThat(value("pull", "socket-dir")).isEqualTo("/run/haproxy");
  }

  @Test
  void filesOfTheDirectoryOverrideOptionByOptionInTheOrderOfTheirNames() throws Exception {
    write("[pull]\nretries = 1\ntimeout = 1\ninterval = 1\n");
    Files.writeString(directory.resolve("20-b.conf"), "[pull]\nretries = 20\n");
    Files.writeString(directory.resolve("10-a.conf"), "[pull]\nretries = 10\ntimeout = 10\n");
    Files.writeString(directory.resolve(".30.conf"), "[pull]\nretries = 30\n");
    Files.writeString(directory.resolve("40.txt"), "[pull]\nretries = 40\n");
    Files.writeString(
        Files.createDirectory(directory.resolve("sub")).resolve("50.conf"), "[pull]\nretries = 50");
    assertThat(value("pull", "retries")).isEqualTo("20");
    assertThat(value("pull", "timeout")).isEqualTo("10");
    assertThat(value("pull", "interval")).isEqualTo("1");
  }

  @Test
  void theOrderOfGroupsIsThatOfTheFirstInsertion() throws Exception {
    write("[frontend-groups]\nb = 1\na = 1\n");
    Files.writeString(directory.resolve("1.conf"), "[frontend-groups]\nc = 2\nb = 2\n");
    assertThat(read().own("frontend-groups").keySet()).containsExactly("b", "a", "c");
    assertThat(value("frontend-groups", "b")).isEqualTo("2");
  }

  @Test
  void aMissingFileIsWarnedAboutAndTheBuiltInValuesApply() throws Exception {
    assertThat(read().warnings())
        .extracting(Problem::toString)
        .containsExactly(
            file + ": the file cannot be read (no such file or directory) and is left out");
    assertThat(value("pull", "retries")).isEqualTo("1");
  }

  @Test
  void aFileThatCannotBeReadIsWarnedAboutAndTheBuiltInValuesApply() throws Exception {
    Files.createDirectory(file);
    assertThat(read().warnings())
        .extracting(Problem::toString)
        .containsExactly(
            file + ": the file cannot be read (IOException: Is a directory) and is left out");
    assertThat(value("pull", "retries")).isEqualTo("1");
  }

  @Test
  void aDirectoryThatIsNoneIsAnError() {
    Path nowhere = folder.resolve("nowhere");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ConfigurationText.read(file, Optional.of(nowhere)))
        .withMessage(
            nowhere
                + ": the directory cannot be read (no such file or directory);"
                + " give a directory with files *.conf");
  }

  @Test
  void anUnreadableFileOfTheDirectoryIsSkippedWithAWarning() throws Exception {
    write("[pull]\nretries = 5\n");
    Files.createDirectory(directory.resolve("10.conf"));
    assertThat(read().warnings()).hasSize(1);
    assertThat(value("pull", "retries")).isEqualTo("5");
  }

  @Test
  void theErrorsOfAllFilesAreReportedAtOnce() throws Exception {
    write("[pull]\nretries\n");
    Files.writeString(directory.resolve("1.conf"), "retries = 5\n");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(this::read)
        .withMessageContaining(file + ":2: ")
        .withMessageContaining(directory.resolve("1.conf") + ":1: ");
  }

  @Test
  void aFileThatIsNotUtf8IsAnErrorWithItsLine() throws Exception {
    Files.write(file, "[pull]\n# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(this::read)
        .withMessage(file + ":2: the line is not UTF-8; convert the file");
  }

  @Test
  void aFileCutShortInsideACharacterIsAnErrorToo() throws Exception {
    Files.write(file, new byte[] {'[', 'a', ']', '\n', '#', (byte) 0xc3});
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(this::read)
        .withMessage(file + ":2: the line is not UTF-8; convert the file");
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    write("\ufeff[pull]\nretries = 5\n");
    assertThat(value("pull", "retries")).isEqualTo("5");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private ConfigurationText read() throws ConfigurationException {
    return ConfigurationText.read(file, Optional.of(directory));
  }

  private String value(String section, String option) throws Exception {
    var text = read();
    return text.resolve(section, text.raw(section, option).orElseThrow().value());
  }
}
