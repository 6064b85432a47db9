package org.haproxystats.runtime.master;

import java.util.List;

/**
 * What came of a reload.
 *
 * @param result whether the new configuration serves
 * @param log what HAProxy logged at the start of the new worker, in lines; empty before 2.7
 */
public record Reload(Result result, List<String> log) {

  /** Whether the new configuration serves. */
  public enum Result {
    /** It does. */
    LOADED,
    /** HAProxy refused it, and the old worker goes on serving. */
    FAILED,
    /** The master did not say, and what it did could not be seen within the time. */
    UNKNOWN
  }

  /** Keeps a copy that nobody can change. */
  public Reload {
    log = List.copyOf(log);
  }
}
