package org.haproxystats.cli;

import java.util.logging.LogManager;

/**
 * Keeps the log while the program stops. The JDK's own drops all handlers as soon as a signal
 * comes, and with them what is worth reading. Made by java.util.logging, which is told its name.
 */
public final class LastingLogManager extends LogManager {
  /** For java.util.logging. */
  public LastingLogManager() {}

  @Override
  public void reset() {
    // Called when the JVM ends, and before the configuration is read, when there is nothing yet.
  }
}
