package org.haproxystats.runtime.stats;

import java.util.List;

/**
 * What every sink gets: the values of one snapshot, aggregated over all HAProxy processes. It is
 * lent: it may be read until the call that passed it returns, and not kept.
 *
 * @param seconds when the snapshot was taken, in seconds since the epoch
 * @param tables at most one for each kind of object, in the order of {@link ObjectKind}
 */
public record AggregatedSnapshot(long seconds, List<MetricTable> tables) {
  public AggregatedSnapshot {
    tables = List.copyOf(tables);
  }
}
