package org.haproxystats.sink.prometheus;

import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * All series of one metric.
 *
 * @param name its whole name
 * @param kind what it is a metric of
 * @param counter whether it is a counter; else it is a gauge
 * @param help what it says, in HAProxy's words
 * @param module the module of HAProxy whose extra counter this is; empty: it is none
 * @param quirk whether it is wrong, as HAProxy's exporter has it, and the right one stands beside
 *     it
 * @param sources where its values come from
 */
record Family(
    String name,
    ObjectKind kind,
    boolean counter,
    String help,
    Optional<String> module,
    boolean quirk,
    List<Source> sources) {
  Family {
    sources = List.copyOf(sources);
  }
}
