package org.haproxystats.sink.kafka;

import java.lang.System.Logger;
import java.util.logging.Level;

/**
 * What the Kafka client itself writes to the log, by way of SLF4J. While a cluster is away it warns
 * several times a second. What matters of that is in the message of a delivery that failed, so its
 * warnings are shown only where debug events are.
 */
final class ClientLog {
  private static final Logger LOG = System.getLogger(ClientLog.class.getName());

  /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
  private final java.util.logging.Logger kafka =
      java.util.logging.Logger.getLogger("org.apache.kafka");

  void quieten() {
    kafka.setLevel(LOG.isLoggable(Logger.Level.DEBUG) ? Level.WARNING : Level.SEVERE);
  }
}
