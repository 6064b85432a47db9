package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.RuntimeClient;

/**
 * One real HAProxy as the tests of typed commands need it.
 *
 * @param admin on a socket of level admin
 * @param user on a socket of level user
 */
record Probe(RuntimeClient admin, RuntimeClient user) {

  <T> T run(Command<T> command) throws Exception {
    return admin.run(command);
  }

  boolean isAtLeast(int major, int minor) throws Exception {
    return admin.abilities().version().isAtLeast(major, minor);
  }

  /** How HAProxy refuses a command. */
  CommandFailedException failure(Command<?> command) {
    var failure = catchThrowableOfType(CommandFailedException.class, () -> admin.run(command));
    assertThat(failure).as("failure of %s", command).isNotNull();
    return failure;
  }

  /** Each command is refused before it is sent, because the version does not have it. */
  void needsNewer(List<? extends Command<?>> commands) {
    for (var command : commands) {
      var refusal =
          catchThrowableOfType(CommandUnavailableException.class, () -> admin.run(command));
      assertThat(refusal).as("refusal of %s", command).isNotNull();
      assertThat(refusal).hasMessageContaining("it came with " + command.requirement().since());
    }
  }

  /** Each command is refused before it is sent, because the socket's level is too low. */
  void needsAdmin(List<? extends Command<?>> commands) {
    for (var command : commands) {
      var refusal =
          catchThrowableOfType(CommandUnavailableException.class, () -> user.run(command));
      assertThat(refusal).as("refusal of %s", command).isNotNull();
      assertThat(refusal).hasMessageContaining("needs admin");
    }
  }
}
