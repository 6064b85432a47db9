package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandManualTest {
  @Test
  void everyCommandOfAGroupHasAPlaceInTheManual() throws IOException {
    var manual = Files.readString(Path.of("..", "docs", "command.md"));
    for (var name : Commands.NAMES) {
      if (Commands.entry(name).orElseThrow() instanceof CommandGroup group) {
        for (var command : group.commands()) {
          assertThat(manual)
              .contains("\n### haproxyadmin %s %s\n\n".formatted(name, command.name()))
              .contains(command.summary());
        }
      }
    }
  }
}
