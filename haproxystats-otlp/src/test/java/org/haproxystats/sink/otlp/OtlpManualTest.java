package org.haproxystats.sink.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.Option;
import org.haproxystats.config.Problem;
import org.haproxystats.sink.SinkFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample and the manual say what the code does. */
class OtlpManualTest {
  private static final Path SAMPLE = Path.of("..", "conf", "haproxystats.conf");
  private static final Path OPTIONS = Path.of("..", "docs", "configuration.md");
  private static final Path NAMES = Path.of("..", "docs", "otlp-metrics.md");
  private static final Path LIST =
      Path.of("src/main/resources/org/haproxystats/sink/otlp/metrics.txt");

  @TempDir private Path folder;

  /** The lines from one that is this to the next that begins like that. */
  private static List<String> part(Path file, String first, String next) throws IOException {
    return Files.readAllLines(file).stream()
        .dropWhile(line -> !line.equals(first))
        .skip(1)
        .takeWhile(line -> !line.startsWith(next))
        .toList();
  }

  @Test
  void theManualHasEveryOptionWithItsDefault() throws IOException {
    var rows = part(OPTIONS, "## `[otlp]`", "## ");
    for (Option option : new OtlpSinkFactory().options()) {
      var builtIn = option.builtIn().map(value -> "`" + value + "`").orElse("unset");
      assertThat(rows)
          .filteredOn(
              row -> row.startsWith("| `%s` | %s | 1.0 | ".formatted(option.name(), builtIn)))
          .as(option.name())
          .hasSize(1);
    }
  }

  @Test
  void theSampleHasEveryOptionWithItsDefaultAndIsValidSwitchedOn() throws Exception {
    var section =
        part(SAMPLE, "#[otlp]", "#[").stream()
            .filter(line -> line.matches("#[a-z.-]+ = .*"))
            .map(line -> line.substring(1))
            .toList();
    for (Option option : new OtlpSinkFactory().options()) {
      var shown = option.builtIn().map(value -> option.name() + " = " + value);
      var head = option.name().replace("*", "");
      assertThat(section)
          .as(option.name())
          .anyMatch(line -> shown.map(line::equals).orElseGet(() -> line.startsWith(head)));
    }
    var file =
        Files.writeString(folder.resolve("c.conf"), "[otlp]\n" + String.join("\n", section) + "\n");
    var problems = new ArrayList<Problem>();
    assertThat(
            SinkFactories.installed(problems)
                .configure(ConfigurationText.read(file, Optional.empty()), problems))
        .containsOnlyKeys("otlp");
    assertThat(problems).isEmpty();
  }

  @Test
  void theManualListsAllNamesAndNoOthers() throws IOException {
    var expected = new ArrayList<String>();
    for (var line : Files.readAllLines(LIST)) {
      var cells = line.split("\\s*\\|\\s*", -1);
      if (!line.startsWith("#") && !cells[0].equals("on")) {
        var attribute = cells[4].isBlank() ? "" : "`" + cells[4].strip() + "`";
        expected.add(
            "| `%s` | `%s` | %s | `%s` | %s |"
                .formatted(cells[2], cells[3], attribute, cells[1], cells[0]));
      }
    }
    assertThat(Files.readAllLines(NAMES))
        .filteredOn(line -> line.startsWith("| `"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
