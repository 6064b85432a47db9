package org.haproxystats.runtime.server;

import java.util.Locale;

/** The result that a server's health check is made to have ({@code set server ... health}). */
public enum Health {
  /** Answers as it should. */
  UP,
  /** Answers, but wants no new sessions. */
  STOPPING,
  /** Does not answer as it should. */
  DOWN;

  /** As HAProxy has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
