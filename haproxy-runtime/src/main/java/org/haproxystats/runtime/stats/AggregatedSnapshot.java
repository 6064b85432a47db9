package org.haproxystats.runtime.stats;

import java.util.List;

/**
 * What every sink gets: the values of one snapshot, aggregated over all HAProxy processes. It is
 * lent: it may be read until the call that passed it returns, and not kept. Later its arrays are
 * filled with the values of another snapshot.
 *
 * @param seconds when the snapshot was taken, in seconds since the epoch
 * @param tables at most one for each kind of object, in the order of {@link ObjectKind}
 * @param processes the values of each process beside them; empty where nobody wants them
 */
public record AggregatedSnapshot(
    long seconds, List<MetricTable> tables, List<ProcessTables> processes) {
  /** Keeps a copy that nobody can change. */
  public AggregatedSnapshot {
    tables = List.copyOf(tables);
    processes = List.copyOf(processes);
  }

  /**
   * A snapshot without the values of each process.
   *
   * @param seconds when the snapshot was taken, in seconds since the epoch
   * @param tables at most one for each kind of object, in the order of {@link ObjectKind}
   */
  public AggregatedSnapshot(long seconds, List<MetricTable> tables) {
    this(seconds, tables, List.of());
  }
}
