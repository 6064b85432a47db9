package org.haproxystats.runtime;

/**
 * A command was not sent, because the process cannot or may not run it. The message says which
 * version or level it needs.
 */
public final class CommandUnavailableException extends CommandException {
  /** What {@link #requirement} gives. */
  private final Requirement requirement;

  CommandUnavailableException(
      Endpoint endpoint, String command, Requirement requirement, String missing) {
    super(endpoint, command, "not sent: " + missing);
    this.requirement = requirement;
  }

  /** {@return what the command needs of a process} */
  public Requirement requirement() {
    return requirement;
  }
}
