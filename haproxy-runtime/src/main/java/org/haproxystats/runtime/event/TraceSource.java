package org.haproxystats.runtime.event;

/**
 * A part of HAProxy that can be traced.
 *
 * @param name what commands call it, such as {@code h2} or {@code stream}
 * @param state whether it traces
 * @param sink where its traces go; empty if nowhere
 * @param dropped how many found no room there
 * @param description HAProxy's own words on it
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
