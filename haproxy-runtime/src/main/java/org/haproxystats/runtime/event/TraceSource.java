package org.haproxystats.runtime.event;

/**
 * A part of HAProxy that can be traced.
 *
 * @param sink where its traces go; empty if nowhere
 * @param dropped how many found no room there
 */
public record TraceSource(String name, State state, String sink, long dropped, String description) {

  /** Whether it traces. */
  public enum State {
    /** It does not. */
    STOPPED,
    /** It waits for the event that starts it. */
    WAITING,
    /** It does. */
    RUNNING
  }
}
