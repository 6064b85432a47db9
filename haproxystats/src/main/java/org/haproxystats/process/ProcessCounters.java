package org.haproxystats.process;

import java.util.Map;

/**
 * What was done since the start.
 *
 * @param snapshots snapshots that every sink has confirmed
 * @param setAside snapshots that were moved into the quarantine folder
 * @param bytes how many bytes the snapshots have that wait now
 * @param replaced how many workers failed and were replaced
 * @param sinks the same for each sink, by its name
 */
public record ProcessCounters(
    long snapshots, long setAside, long bytes, long replaced, Map<String, SinkCounters> sinks) {
  public ProcessCounters {
    sinks = Map.copyOf(sinks);
  }
}
