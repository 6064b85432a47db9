package org.haproxystats.runtime.event;

/**
 * A place that events go to.
 *
 * @param type {@code buffer} or {@code fd}; only the first can be shown
 * @param dropped how many events found no room
 */
public record EventSink(String name, String type, long dropped, String description) {}
