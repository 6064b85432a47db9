package org.haproxystats.runtime.map;

/**
 * An entry as one process holds it.
 *
 * @param pointer where it is in the process's memory, as HAProxy prints it ({@code 0x...}); good
 *     for addressing this one entry until it is deleted
 * @param entry what it holds
 */
public record StoredEntry(String pointer, PatternEntry entry) {}
