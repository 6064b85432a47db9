package org.haproxystats.runtime.server;

/**
 * A server's share of its backend's traffic, in relation to the other servers'.
 *
 * @param current 0 to 256; 0 takes no new sessions
 * @param initial the weight in the configuration
 */
public record ServerWeight(int current, int initial) {}
