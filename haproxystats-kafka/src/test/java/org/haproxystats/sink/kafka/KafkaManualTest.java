package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
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
class KafkaManualTest {
  private static final Path SAMPLE = Path.of("..", "conf", "haproxystats.conf");
  private static final Path OPTIONS = Path.of("..", "docs", "configuration.md");
  private static final Path SINKS = Path.of("..", "docs", "sinks.md");

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
    var rows = part(OPTIONS, "## `[kafka]`", "## ");
    for (Option option : new KafkaSinkFactory().options()) {
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
        part(SAMPLE, "#[kafka]", "#[").stream()
            .filter(line -> line.matches("#[a-z.-]+ = .*"))
            .map(line -> line.substring(1))
            .toList();
    for (Option option : new KafkaSinkFactory().options()) {
      var shown = option.builtIn().map(value -> option.name() + " = " + value);
      var head = option.name().replace("*", "");
      assertThat(section)
          .as(option.name())
          .anyMatch(line -> shown.map(line::equals).orElseGet(() -> line.startsWith(head)));
    }
    var file =
        Files.writeString(
            folder.resolve("c.conf"), "[kafka]\n" + String.join("\n", section) + "\n");
    var problems = new ArrayList<Problem>();
    assertThat(
            SinkFactories.installed(problems)
                .configure(ConfigurationText.read(file, Optional.empty()), problems))
        .containsOnlyKeys("kafka");
    assertThat(problems).isEmpty();
  }

  @Test
  void theManualShowsARecordAsItIs() throws Exception {
    var records = new ArrayList<String>();
    new JsonRecords("lb-01")
        .write(Snapshots.site(), (_, value) -> records.add(new String(value, UTF_8)));

    assertThat(part(SINKS, "## Kafka", "## ")).contains(records.getLast());
  }

  @Test
  void theManualHasTheSettingsWhoseDefaultsAreNotThoseOfKafka() throws Exception {
    var rows = part(SINKS, "| setting | here | why |", "OAUTHBEARER").toString();
    ProducerSettings.DEFAULTS.forEach(
        (name, value) -> assertThat(rows).contains("| `" + name + "` | ", value));
  }
}
