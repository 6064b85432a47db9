package org.haproxystats.runtime.server;

import org.haproxystats.runtime.UnsendableValueException;

/**
 * A server's name, which is unique within its backend.
 *
 * @param backend the name of its backend, or of its {@code listen} section
 * @param server its own name
 */
public record ServerName(String backend, String server) {
  /**
   * Makes a name that HAProxy cannot take for anything else.
   *
   * @throws UnsendableValueException if a part is empty or begins with {@code #}, which marks an
   *     id, or if the backend's name has a {@code /} in it, where HAProxy would end it
   */
  public ServerName {
    checked("backend", backend);
    checked("server", server);
    if (backend.contains("/")) {
      throw new UnsendableValueException(
          "'" + backend + "' is no backend's name: HAProxy ends it at the '/'");
    }
  }

  private static void checked(String kind, String name) {
    if (name.isEmpty() || name.startsWith("#")) {
      throw new UnsendableValueException(
          "'%s' is no name of a %s: it is empty, or begins with the '#' that marks an id"
              .formatted(name, kind));
    }
  }

  /**
   * Reads {@code backend/server}.
   *
   * @param text all after the first {@code /} is the server's own name
   * @return the name
   * @throws UnsendableValueException if there is no {@code /} in it, or a part is no name
   */
  public static ServerName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new UnsendableValueException("'" + text + "' is not backend/server");
    }
    return new ServerName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** As HAProxy has it: {@code backend/server}. */
  @Override
  public String toString() {
    return backend + "/" + server;
  }
}
