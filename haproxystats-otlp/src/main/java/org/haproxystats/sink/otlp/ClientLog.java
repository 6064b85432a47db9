package org.haproxystats.sink.otlp;

import java.lang.System.Logger;
import java.util.List;
import java.util.logging.Level;

/**
 * What the SDK's exporters themselves write to the log. It is in the message of a delivery that
 * failed, so it is shown only where debug events are.
 */
final class ClientLog {
  private static final Logger LOG = System.getLogger(ClientLog.class.getName());

  /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
  private final List<java.util.logging.Logger> loggers =
      List.of(
          java.util.logging.Logger.getLogger("io.opentelemetry"),
          java.util.logging.Logger.getLogger("okhttp3"));

  void quieten() {
    var level = LOG.isLoggable(Logger.Level.DEBUG) ? Level.WARNING : Level.OFF;
    loggers.forEach(logger -> logger.setLevel(level));
  }
}
