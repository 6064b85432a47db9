package org.haproxystats.runtime.server;

import java.util.Locale;

/** The result that a server's health check is made to have ({@code set server ... health}). */
public enum Health {
  UP,
  /** Answers, but wants no new sessions. */
  STOPPING,
  DOWN;

  /** As HAProxy has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
