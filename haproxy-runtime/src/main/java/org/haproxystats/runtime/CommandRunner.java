package org.haproxystats.runtime;

import java.io.IOException;

/** Runs commands on one process. */
public sealed interface CommandRunner permits RuntimeClient, RuntimeSession {

  /**
   * Runs a command.
   *
   * @param <T> what its answer becomes
   * @param command what to send, and how to read what comes back
   * @return what the answer says
   * @throws UnsendableValueException if a value cannot be sent to this version; nothing was sent
   * @throws CommandUnavailableException if the version or level does not permit the command;
   *     nothing was sent
   * @throws CommandFailedException if HAProxy refused it
   * @throws EndpointException if the process could not be reached, or did not answer to the end
   * @throws InterruptedException if the thread is interrupted
   */
  <T> T run(Command<T> command) throws IOException, InterruptedException;
}
