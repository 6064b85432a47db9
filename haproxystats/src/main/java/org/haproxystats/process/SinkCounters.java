package org.haproxystats.process;

/**
 * What one sink has done since the start.
 *
 * @param delivered snapshots that its receiver has confirmed
 * @param failed deliveries that failed; the same snapshot may be among them many times
 * @param metrics values in the delivered snapshots
 * @param waiting snapshots that wait for it now
 */
public record SinkCounters(long delivered, long failed, long metrics, int waiting) {}
