package org.haproxystats.process;

/**
 * What one sink has done since the start.
 *
 * @param delivered snapshots that its receiver has confirmed
 * @param failed deliveries that failed; the same snapshot may be among them many times
 * @param dropped snapshots that it gave up because too much waited
 * @param metrics values in the delivered snapshots
 * @param waiting snapshots that wait for it now
 * @param oldestAge the age of the oldest of them, in seconds; 0 if there is none
 */
public record SinkCounters(
    long delivered, long failed, long dropped, long metrics, int waiting, long oldestAge) {}
