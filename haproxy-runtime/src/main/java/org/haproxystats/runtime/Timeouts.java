package org.haproxystats.runtime;

import java.time.Duration;

/**
 * How long a client waits, each more than zero.
 *
 * @param connect for a connection, name resolution included
 * @param idle for the next bytes of an answer
 * @param overall for a command from its first attempt to the end of its answer
 */
public record Timeouts(Duration connect, Duration idle, Duration overall) {
  /** Long enough for a busy HAProxy, short enough for somebody who waits. */
  public static final Timeouts USUAL =
      new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(60));

  /** Refuses times that are zero or less. */
  public Timeouts {
    for (var time : new Duration[] {connect, idle, overall}) {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("a time-out must be more than zero, not " + time);
      }
    }
  }
}
