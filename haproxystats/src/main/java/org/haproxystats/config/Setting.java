package org.haproxystats.config;

/**
 * One option as it was written.
 *
 * @param value the text before interpolation; lines of a continued value are joined with LF
 * @param origin where the option's name stands
 */
record Setting(String value, Origin origin) {}
