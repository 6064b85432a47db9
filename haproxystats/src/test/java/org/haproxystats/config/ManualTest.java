package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.sink.SinkFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample and the manual say what the code does. */
class ManualTest {
  private static final Path SAMPLE = Path.of("..", "conf", "haproxystats.conf");
  private static final Path MANUAL = Path.of("..", "docs", "configuration.md");
  private static final Pattern HIDDEN_OPTION = Pattern.compile("#([a-z-]+ = .*|\\[.*])");

  /** Options that are accepted for the sake of old files, but do nothing. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "DEFAULT.retries",
          "DEFAULT.timeout",
          "DEFAULT.interval",
          "paths.loglevel",
          "graphite.loglevel",
          "graphite.timeout",
          "pull.workers",
          "pull.buffer-limit");

  @TempDir private Path folder;

  @Test
  void theSampleIsAcceptedWithoutWarnings() throws Exception {
    assertThat(configuration(SAMPLE).warnings()).isEmpty();
    assertThat(configuration(SAMPLE).pull().socketDir()).contains(Path.of("/run/haproxy"));
  }

  @Test
  void theSampleIsAcceptedWithoutWarningsWithEverythingInItSwitchedOn() throws Exception {
    assertThat(configuration(everythingSwitchedOn()).warnings()).isEmpty();
  }

  @Test
  void whatTheSampleShowsIsBuiltIn() throws Exception {
    var text = ConfigurationText.read(everythingSwitchedOn(), Optional.empty());
    for (Option option : allOptions().toList()) {
      var shown = text.own(option.section()).get(option.name());
      if (shown != null && option.builtIn().isPresent()) {
        assertThat(shown.value())
            .as(option.section() + "." + option.name())
            .isEqualTo(option.builtIn().get());
      }
    }
  }

  @Test
  void theSampleShowsEveryOptionThatWorks() throws Exception {
    var shown = new HashSet<String>();
    IniFile.parse("sample", Files.readString(everythingSwitchedOn()))
        .sections()
        .forEach(
            (name, section) ->
                section.options().keySet().forEach(option -> shown.add(name + "." + option)));
    var expected = new ArrayList<String>();
    for (Option option : allOptions().toList()) {
      String name = option.section() + "." + option.name();
      // The levels of pull and process are described with the one in DEFAULT.
      boolean isLevel = option.name().equals("loglevel") && !option.section().equals("DEFAULT");
      if (!WITHOUT_EFFECT.contains(name) && !isLevel) {
        expected.add(name);
      }
    }
    assertThat(shown).containsAll(expected);
  }

  @ParameterizedTest
  @MethodSource("options")
  void theManualHasEveryOptionWithItsDefaultAndSinceWhenItIsThere(
      String section, String option, String builtIn) throws IOException {
    assertThat(rows("## `[" + section + "]`"))
        .filteredOn(row -> row.startsWith("| `" + option + "` |"))
        .singleElement()
        .asString()
        .startsWith("| `%s` | %s | ".formatted(option, builtIn))
        // Since when, unit and valid values, meaning; only what was never used has no unit.
        .matches("\\|[^|]+\\|[^|]+\\| (0\\.x|\\d\\.\\d(\\.\\d)?) \\|[^|]*\\|[^|]{5,}\\|");
  }

  /** The sinks that come with the program. */
  private static List<SinkSection> installed() {
    return SinkFactories.installed(new ArrayList<>()).sections();
  }

  private static Stream<Option> allOptions() {
    return Stream.concat(
        OptionCatalog.options().stream(),
        installed().stream()
            .filter(section -> section.name().equals("prometheus"))
            .flatMap(section -> section.options().stream()));
  }

  static Stream<Arguments> options() {
    return allOptions()
        .map(
            option ->
                arguments(
                    option.section(),
                    option.name(),
                    option.builtIn().map(value -> "`" + value + "`").orElse("unset")));
  }

  private static List<String> rows(String heading) throws IOException {
    var rows = new ArrayList<String>();
    boolean inside = false;
    for (String line : Files.readAllLines(MANUAL)) {
      if (line.startsWith("## ")) {
        inside = line.equals(heading);
      } else if (inside && line.startsWith("| `")) {
        rows.add(line);
      }
    }
    return rows;
  }

  private Path everythingSwitchedOn() throws IOException {
    var text = new StringBuilder();
    for (String line : Files.readAllLines(SAMPLE)) {
      text.append(HIDDEN_OPTION.matcher(line).matches() ? line.substring(1) : line).append('\n');
    }
    return Files.writeString(folder.resolve("all.conf"), text);
  }

  private static Configuration configuration(Path file) throws ConfigurationException {
    return Configuration.of(
        ConfigurationText.read(file, Optional.empty()),
        Program.BOTH,
        (kind, _) -> FieldCatalog.load().metricNames(kind),
        installed());
  }
}
