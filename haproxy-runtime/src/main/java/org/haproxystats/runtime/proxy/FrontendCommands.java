package org.haproxystats.runtime.proxy;

import static org.haproxystats.runtime.AccessLevel.ADMIN;

import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.ReplyReader;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * Commands for frontends, and for {@code listen} sections, at level admin. Each answers {@code No
 * such frontend.} where there is none ({@link org.haproxystats.runtime.Failure#NOT_FOUND}).
 */
public final class FrontendCommands {
  private FrontendCommands() {}

  /**
   * {@code disable frontend}: stops to accept connections; they wait in the system's queue until
   * {@link #enable}. Fails for a frontend that was shut down ({@link
   * org.haproxystats.runtime.Failure#DISABLED}).
   *
   * @param frontend its name
   * @return a command that gives whether it accepted connections before
   */
  public static Command<Change> disable(String frontend) {
    return named("disable frontend", frontend)
        .repeatable()
        .changes(unlessAlready("All sockets are already disabled", "Frontend is already disabled"));
  }

  /**
   * {@code enable frontend}: accepts connections again. Fails for a frontend that was shut down
   * ({@link org.haproxystats.runtime.Failure#DISABLED}).
   *
   * @param frontend its name
   * @return a command that gives whether it accepted none before
   */
  public static Command<Change> enable(String frontend) {
    return named("enable frontend", frontend)
        .repeatable()
        .changes(unlessAlready("All sockets are already enabled", "Frontend is already enabled"));
  }

  /**
   * {@code shutdown frontend}: closes its sockets, until HAProxy is started again.
   *
   * @param frontend its name
   * @return a command that gives whether it was open before
   */
  public static Command<Change> shutdown(String frontend) {
    return named("shutdown frontend", frontend)
        .repeatable()
        .changes(unlessAlready("Frontend was already shut down"));
  }

  /**
   * {@code set maxconn frontend}: the most connections that it has at once; more wait.
   *
   * @param frontend its name
   * @param connections 0 or more; 0 for the limit of the whole process
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the number is less than zero
   */
  public static Command<String> setMaxconn(String frontend, int connections) {
    if (connections < 0) {
      throw new IllegalArgumentException("maxconn is " + connections + ", but must be 0 or more");
    }
    return named("set maxconn frontend", frontend)
        .argument(connections)
        .repeatable()
        .succeeds(Success.silent());
  }

  private static Command.Builder named(String command, String frontend) {
    return Command.named(command).name(frontend).needs(Requirement.of(ADMIN));
  }

  /** HAProxy says nothing when it has done it, and one of these when there was nothing to do. */
  private static ReplyReader<Change> unlessAlready(String... beginnings) {
    var already = Success.line(beginnings);
    return reply -> {
      var text = reply.text();
      if (Success.silent().matches(text)) {
        return Change.MADE;
      }
      if (already.matches(text)) {
        return Change.NOT_NEEDED;
      }
      throw reply.failed(text);
    };
  }
}
