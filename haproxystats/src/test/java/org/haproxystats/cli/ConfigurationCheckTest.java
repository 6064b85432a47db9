package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
  @TempDir private Path folder;
  private Path file;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("haproxystats.conf");
  }

  @Test
  void aValidConfigurationIsOk() throws IOException {
    Files.writeString(file, "[pull]\nservers = tcp://lb-01:4444\n");
    assertThat(check()).isZero();
    assertThat(output())
        .isEqualTo("OK: configuration valid: errors 0, warnings 0|errors=0;;0;0 warnings=0;0;;0\n");
  }

  @Test
  void warningsAreAWarningEachOnALineOfItsOwn() throws IOException {
    Files.writeString(file, "[graphite]\nprefix_hostname = no\n[pul]\n");
    assertThat(check()).isEqualTo(1);
    assertThat(output())
        .isEqualTo(
            """
            WARNING: configuration valid: errors 0, warnings 2|errors=0;;0;0 warnings=2;0;;0
            warning: FILE:2: section:'graphite' option:'prefix_hostname' is unknown and ignored; \
            did you mean 'prefix-hostname'?
            warning: FILE:3: unknown section:'pul' is ignored; did you mean 'pull'?
            """);
  }

  @Test
  void errorsOfBothProgramsAreCriticalAndTheWarningsAreShownToo() throws IOException {
    Files.writeString(
        file, "[pull]\nretries = x\n[graphite]\nport = 0\ntimeout = 1\nnamespace = a |\n");
    assertThat(check()).isEqualTo(2);
    assertThat(output())
        .isEqualTo(
            """
            CRITICAL: configuration invalid: errors 3, warnings 1|errors=3;;0;0 warnings=1;0;;0
            error: FILE:2: invalid configuration, section:'pull' option:'retries' value:'x' \
            error:invalid literal for int; valid: a whole number: 0 for none, -1 for no end
            error: FILE:4: invalid configuration, section:'graphite' option:'port' value:'0' \
            error:the number is out of range; valid: a whole number from 1 to 65535
            error: FILE:6: invalid configuration, section:'graphite' option:'namespace' \
            value:'a /' error:a blank would cut the metric's path in two; valid: a text without blanks
            warning: FILE:5: section:'graphite' option:'timeout' has no effect and never had; remove it
            """);
  }

  @Test
  void linesThatCannotBeUnderstoodAreCriticalToo() throws IOException {
    Files.writeString(file, "[pull]\nretries\n[pull]\n");
    assertThat(check()).isEqualTo(2);
    assertThat(output())
        .isEqualTo(
            """
            CRITICAL: configuration invalid: errors 2, warnings 0|errors=2;;0;0 warnings=0;0;;0
            error: FILE:2: 'retries' is neither [section] nor option = value
            error: FILE:3: section:'pull' is here for the second time, first in line 1; \
            put its options into one
            """);
  }

  @Test
  void aFileThatIsMissingIsAWarning() {
    assertThat(check()).isEqualTo(1);
    assertThat(output())
        .endsWith(
            "warning: FILE: the file cannot be read (no such file or directory) and is left out\n");
  }

  @Test
  void theDirectoryOfConfigurationFilesIsCheckedToo() throws IOException {
    Files.writeString(file, "");
    Path directory = Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(directory.resolve("1.conf"), "[process]\nworkers = 0\n");
    assertThat(check("-d", directory.toString())).isEqualTo(2);
    assertThat(output()).contains("error: " + directory.resolve("1.conf") + ":2: ");
  }

  @Test
  void thresholdsAreWrongUsage() {
    assertThat(check("-o", "5")).isEqualTo(3);
    assertThat(output()).isEqualTo("UNKNOWN: can't check: config has no thresholds\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("    haproxystats check config [-f <file>] [-d <dir>]\n");
  }

  private int check(String... options) {
    var arguments = new ArrayList<>(List.of("config", "-f", file.toString()));
    arguments.addAll(List.of(options));
    return new CheckCommand(InstantSource.system())
        .run(arguments, stream(out), stream(err), new Logging());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8).replace(file.toString(), "FILE");
  }
}
