package org.haproxystats.runtime;

/** What a command that sets something came to. */
public enum Change {
  /** HAProxy has changed it. */
  MADE,
  /** It was like that already. */
  NOT_NEEDED
}
