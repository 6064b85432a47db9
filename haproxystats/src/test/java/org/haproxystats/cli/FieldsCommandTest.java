package org.haproxystats.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.haproxystats.spool.LearntFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldsCommandTest {
  private static final Path MANUAL = Path.of("..", "docs", "metrics.md");
  private static final String BEGIN =
      "<!-- The output of 'bin/haproxystats fields --markdown' begins here. -->";
  private static final String END = "<!-- It ends here. -->";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theTableInTheManualIsWhatTheCommandPrints() throws IOException {
    String manual = Files.readString(MANUAL);
    String table = manual.substring(manual.indexOf(BEGIN) + BEGIN.length(), manual.indexOf(END));

    assertThat(run("--markdown")).isZero();
    assertThat(table.strip()).isEqualTo(out.toString(UTF_8).strip());
  }

  @Test
  void aFieldIsOneLineWithItsRules() {
    assertThat(run()).isZero();
    assertThat(out.toString(UTF_8).lines().filter(line -> line.contains(" rtime ")))
        .singleElement()
        .asString()
        .matches(
            "stat +rtime +1.5 +backend,server +ms +mean-by-growth-of-lbtot"
                + " +backend:mean-where-lbtot,server:mean-where-lbtot +mean response time.*");
  }

  @Test
  void withAConfigurationTheFieldsLearntBesideItsSpoolAreListedToo() throws IOException {
    Path spool = folder.resolve("incoming");
    Path file =
        Files.writeString(folder.resolve("x.conf"), "[process]\nsrc-dir = %s\n".formatted(spool));
    new LearntFields(spool).write("a.sock", "F.2.0.30.news.1:MCP:u64:5\n\n".getBytes(UTF_8));

    assertThat(run()).isZero();
    assertThat(out.toString(UTF_8)).doesNotContain(" news ");
    assertThat(run("-f", file.toString())).isZero();
    assertThat(out.toString(UTF_8)).containsPattern("stat +news +\\? +frontend +- +sum ");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void anInvalidConfigurationIsToldWithCodeOne() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "[process]\nworkers = x\n");
    assertThat(run("-f", file.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8)).startsWith(file + ":2: ").hasLineCount(1);
  }

  private int run(String... arguments) {
    return new FieldsCommand()
        .run(
            List.of(arguments),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Logging());
  }
}
