package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;

/** What to do about a socket that cannot be asked. */
final class Advice {
  private Advice() {}

  /** The message of a failure, and what mends it where that is known. */
  static String message(IOException e) {
    var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (!(e instanceof EndpointException failure)) {
      return text;
    }
    return switch (failure.reason()) {
      case DENIED -> text + denied(failure.endpoint());
      case NO_SOCKET ->
          text
              + "\n  There is no such socket: see 'stats socket' in HAProxy's configuration, and whether HAProxy runs";
      case REFUSED ->
          text
              + "\n  Nobody listens there: HAProxy does not run, or an old file was left behind by one that is gone";
      case NO_HAPROXY ->
          text
              + "\n  For a master's socket use --master; otherwise see 'stats socket' in HAProxy's configuration";
      case UNKNOWN_HOST, CONNECT_TIMEOUT, CONNECT_FAILED, TLS_FAILED, NO_ANSWER, BROKEN, TIMEOUT ->
          text;
    };
  }

  private static String denied(Endpoint endpoint) {
    var user = System.getProperty("user.name", "?");
    if (!(endpoint instanceof Endpoint.Unix(Path path))) {
      return "\n  User '" + user + "' may not connect";
    }
    try {
      var file = Files.readAttributes(path, PosixFileAttributes.class);
      var group = file.group().getName();
      return """

            User '%s' may not use it: it belongs to user '%s', group '%s', with mode %s.
            Join the group:            usermod -aG %s %s    (then log in again)
            or change the line of HAProxy's configuration and reload HAProxy:
                                       stats socket %s user %s group %s mode 660 level admin"""
          .formatted(
              user,
              file.owner().getName(),
              group,
              PosixFilePermissions.toString(file.permissions()),
              group,
              user,
              path,
              file.owner().getName(),
              group);
    } catch (IOException _) {
      return "\n  User '%s' may not enter the directory %s; see 'namei -l %s'"
          .formatted(user, path.getParent(), path);
    }
  }
}
