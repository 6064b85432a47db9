package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandManualTest {
  /** They have manuals of their own. */
  private static final Set<String> ELSEWHERE = Set.of("top", "doctor");

  private final String manual;

  CommandManualTest() throws IOException {
    manual = Files.readString(Path.of("..", "docs", "command.md"));
  }

  @Test
  void everyCommandHasASectionThatSaysHowItIsTypedAndWhatItPrints() {
    for (var name : Commands.NAMES) {
      switch (Commands.entry(name).orElseThrow()) {
        case CommandGroup group ->
            group
                .commands()
                .forEach(command -> check("haproxyadmin " + name + " " + command.name(), command));
        case CliCommand command -> check("haproxyadmin " + name, command);
      }
    }
  }

  private void check(String path, CliCommand command) {
    var section = section(path);
    if (ELSEWHERE.contains(command.name())) {
      assertThat(section).contains("(" + command.name() + ".md)");
      return;
    }
    assertThat(section)
        .contains("\n" + command.summary() + ".")
        .contains("\n    " + Help.usage(path, command) + "\n");
    for (var option : command.options()) {
      assertThat(section).contains(Help.words(option)).contains(option.help());
    }
    assertThat(Pattern.compile("(?m)^\\$ .*" + Pattern.quote(path)).matcher(section).find())
        .as("output of " + path)
        .isTrue();
  }

  private String section(String path) {
    var title = "\n### " + path + "\n";
    assertThat(manual).contains(title);
    int begin = manual.indexOf(title) + title.length();
    int end = manual.indexOf("\n##", begin);
    return manual.substring(begin, end < 0 ? manual.length() : end);
  }
}
