package org.haproxystats.runtime;

import java.io.IOException;

/** A process did not do what a command asked for. The message names the process and the command. */
public abstract sealed class CommandException extends IOException
    permits CommandFailedException, CommandUnavailableException {
  private final transient Endpoint endpoint;

  /** What {@link #command} gives. */
  private final String command;

  CommandException(Endpoint endpoint, String command, String detail) {
    super("%s: '%s': %s".formatted(endpoint, command, detail));
    this.endpoint = endpoint;
    this.command = command;
  }

  /** {@return where the command was, or was to be, sent} */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** {@return the command as it was, or was to be, sent, without its payload and its secrets} */
  public String command() {
    return command;
  }
}
