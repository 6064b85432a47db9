package org.haproxystats.admin.cli;

import java.io.IOException;
import java.time.Duration;
import org.haproxystats.admin.doctor.Doctor;
import org.haproxystats.admin.doctor.LocalHaproxys;
import org.haproxystats.admin.doctor.User;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.Failure;

/** What to do about a socket that cannot be asked. */
final class Advice {
  private static final String NO_MASTER =
      "\n  If this is a stats socket, name it with --socket; a master's is the one behind -S on HAProxy's command line";

  private Advice() {}

  /** The message of a failure, and what mends it where that is known. */
  static String message(IOException e) {
    var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (!(e instanceof EndpointException failure)) {
      boolean isNoMaster =
          e instanceof CommandFailedException command
              && command.failure() == Failure.UNKNOWN_COMMAND
              && command.endpoint().isAtMaster();
      return isNoMaster ? text + NO_MASTER : text;
    }
    return switch (failure.reason()) {
      case DENIED -> text + denied(failure);
      case NO_SOCKET ->
          text
              + "\n  There is no such socket: see 'stats socket' in HAProxy's configuration, and whether HAProxy runs";
      case REFUSED ->
          text
              + "\n  Nobody listens there: HAProxy does not run, or an old file was left behind by one that is gone";
      case NO_HAPROXY ->
          failure.endpoint().isAtMaster()
              ? text + NO_MASTER
              : text
                  + "\n  For a master's socket use --master; otherwise see 'stats socket' in HAProxy's configuration";
      case UNKNOWN_HOST, CONNECT_TIMEOUT, CONNECT_FAILED, TLS_FAILED, NO_ANSWER, BROKEN, TIMEOUT ->
          text;
    };
  }

  private static String denied(EndpointException failure) {
    var doctor = new Doctor(LocalHaproxys.find(), User.current(), Duration.ZERO, AccessLevel.ADMIN);
    return "\n  " + String.join("\n  ", doctor.denied(failure).lines());
  }
}
