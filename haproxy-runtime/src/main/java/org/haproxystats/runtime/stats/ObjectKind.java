package org.haproxystats.runtime.stats;

/** What a row of values describes. */
public enum ObjectKind {
  /** All HAProxy processes taken together ({@code show info}). */
  DAEMON,
  /** One HAProxy process ({@code show info}). */
  PROCESS,
  /** A frontend over all processes. */
  FRONTEND,
  /** A backend over all processes. */
  BACKEND,
  /** A server of one backend over all processes. */
  SERVER,
  /** All servers of one name, whatever their backend. */
  SERVER_IN_ALL_BACKENDS,
  /**
   * A listener of one frontend over all processes; HAProxy has them with {@code option
   * socket-stats}.
   */
  LISTENER,
  /** The collector itself: how many metrics it made and how long that took. */
  COLLECTOR
}
