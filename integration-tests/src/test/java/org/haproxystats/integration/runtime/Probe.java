package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/** One real HAProxy as the tests of typed commands need it: on sockets of two levels. */
final class Probe implements AutoCloseable {
  private static final String USER_SOCKET =
      """
      global
        stats socket {dir}/user.sock level user
      defaults
        mode http
        timeout connect 5s
        timeout client 30s
        timeout server 30s
      """;

  private final RealHaproxy haproxy;
  private final RuntimeClient admin;
  private final RuntimeClient user;

  private Probe(RealHaproxy haproxy) {
    this.haproxy = haproxy;
    admin = new RuntimeClient(new Endpoint.Unix(haproxy.sockets().getFirst().path()));
    user =
        new RuntimeClient(new Endpoint.Unix(haproxy.directories().getFirst().resolve("user.sock")));
  }

  /** Starts one HAProxy process; see {@link RealHaproxy#start}. */
  static Probe start(HaproxyLine line, Path directory, String proxies) {
    return new Probe(RealHaproxy.start(line, directory, 1, USER_SOCKET + proxies));
  }

  /** Speaks at level admin. */
  RuntimeClient admin() {
    return admin;
  }

  /** Speaks at level user. */
  RuntimeClient user() {
    return user;
  }

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

  /** Each command is refused before it is sent, because it needs level admin. */
  void needsAdmin(List<? extends Command<?>> commands) {
    needs("admin", commands);
  }

  /** Each command is refused before it is sent, because it needs level operator. */
  void needsOperator(List<? extends Command<?>> commands) {
    needs("operator", commands);
  }

  /** A command is refused before it is sent, because it needs a level. */
  void needsLevel(AccessLevel level, Command<?> command) {
    needs(level.toString(), List.of(command));
  }

  private void needs(String level, List<? extends Command<?>> commands) {
    for (var command : commands) {
      var refusal =
          catchThrowableOfType(CommandUnavailableException.class, () -> user.run(command));
      assertThat(refusal).as("refusal of %s", command).isNotNull();
      assertThat(refusal).hasMessageContaining("needs " + level);
    }
  }

  @Override
  public void close() {
    haproxy.close();
  }
}
