package org.haproxystats.runtime.process;

import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.OPERATOR;

import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.server.ServerName;

/** Commands that set counters back to zero. */
public final class CounterCommands {
  private CounterCommands() {}

  /**
   * {@code clear counters}: the highest values since the start, at level operator.
   *
   * @return a command with an empty answer
   */
  public static Command<String> clearMaxima() {
    return Command.named("clear counters")
        .needs(Requirement.of(OPERATOR))
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code clear counters all}: all statistics, at level admin.
   *
   * @return a command with an empty answer
   */
  public static Command<String> clearAll() {
    return Command.named("clear counters all")
        .needs(Requirement.of(ADMIN))
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code clear counters server}: those of one server, at level admin. HAProxy refuses it for
   * counters in shared memory. Since 3.5.
   *
   * @param server which server
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> clear(ServerName server) {
    return clear(clearing(server));
  }

  /**
   * The same, for counters in shared memory too, where other processes see them. Since 3.5.
   *
   * @param server which server
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> clearShared(ServerName server) {
    return clear(clearing(server).argument("force"));
  }

  private static Command.Builder clearing(ServerName server) {
    return Command.named("clear counters server").argument(server.toString());
  }

  /** Older versions would pass over the words behind {@code clear counters} and clear more. */
  private static Command<String> clear(Command.Builder command) {
    return command
        .needs(Requirement.of(ADMIN).since(3, 5))
        .repeatable()
        .succeeds(Success.lastLine("Server counters cleared."));
  }
}
