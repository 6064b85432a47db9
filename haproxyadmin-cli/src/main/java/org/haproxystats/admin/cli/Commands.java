package org.haproxystats.admin.cli;

import java.util.List;
import java.util.Optional;

/** All commands, by the first word. Only what is asked for is built, so that the start is fast. */
final class Commands {
  static final List<String> NAMES = List.of("server", "top", "doctor", "completion");

  private Commands() {}

  static Optional<Entry> entry(String word) {
    return switch (word) {
      case "server" -> Optional.of(ServerGroup.build());
      case "doctor" -> Optional.of(DoctorCommand.build());
      case "completion" -> Optional.of(CompletionCommand.build());
      case "top" -> Optional.of(TopCommand.build());
      default -> Optional.empty();
    };
  }
}
