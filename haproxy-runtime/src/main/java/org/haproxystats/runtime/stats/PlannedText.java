package org.haproxystats.runtime.stats;

/**
 * One text to take over.
 *
 * @param field the field
 * @param shared whether all processes have the same text, so that the first one is enough;
 *     otherwise it is counted how many have which
 */
public record PlannedText(String field, boolean shared) {}
