package org.haproxystats.runtime.event;

import java.util.Locale;

/** How much is traced, rising. */
public enum TraceLevel {
  /** What went wrong. */
  ERROR,
  /** What an operator wants to know. */
  USER,
  /** What the protocol does, too. */
  PROTO,
  /** Changes of states, too. */
  STATE,
  /** Data, too. */
  DATA,
  /** All there is, for those who work on HAProxy. */
  DEVELOPER;

  /** HAProxy's own word. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
