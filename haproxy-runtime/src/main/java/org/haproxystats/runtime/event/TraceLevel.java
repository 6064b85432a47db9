package org.haproxystats.runtime.event;

import java.util.Locale;

/** How much is traced, rising. */
public enum TraceLevel {
  ERROR,
  USER,
  PROTO,
  STATE,
  DATA,
  DEVELOPER;

  /** HAProxy's own word. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
