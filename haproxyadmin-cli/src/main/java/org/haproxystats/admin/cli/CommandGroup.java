package org.haproxystats.admin.cli;

import java.util.List;
import java.util.Optional;

/** Commands about one kind of object, told apart by the second word. */
record CommandGroup(String name, String summary, List<CliCommand> commands) implements Entry {
  CommandGroup {
    commands = List.copyOf(commands);
  }

  Optional<CliCommand> command(String word) {
    return commands.stream().filter(command -> command.name().equals(word)).findFirst();
  }
}
