package org.haproxystats.runtime.event;

/**
 * A place that events go to.
 *
 * @param name what commands call it, such as {@code buf0} or {@code stdout}
 * @param type {@code buffer} or {@code fd}; only the first can be shown
 * @param dropped how many events found no room
 * @param description HAProxy's own words on it
 */
public record EventSink(String name, String type, long dropped, String description) {}
