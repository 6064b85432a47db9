package org.haproxystats.sink.prometheus;

import java.util.ArrayList;
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
  private static final String TOTAL = "_total";

  Family {
    sources = List.copyOf(sources);
  }

  /** What this grows by in a second, with the same labels; nothing if it is no counter. */
  Optional<Family> perSecond() {
    var rates = new ArrayList<Source>();
    for (var source : sources) {
      if (source instanceof Source.Value value) {
        rates.add(value.perSecond());
      }
    }
    if (!counter || rates.isEmpty()) {
      return Optional.empty();
    }
    var bare = name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
    return Optional.of(
        new Family(
            bare + "_per_second", kind, false, help + ": growth per second", module, quirk, rates));
  }
}
