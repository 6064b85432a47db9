package org.haproxystats.runtime.stats;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What processes had counted in the snapshots that were read last, by the time of the snapshot:
 * those that wait are read beside those that come, so the one read last is not always the one
 * before.
 */
final class CounterHistory {
  /** Each of a few receivers may be at a place of its own. */
  private static final int SNAPSHOTS_KEPT = 4;

  private final Set<String> counters;
  private final Map<Long, Map<String, CounterRows>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<String, CounterRows>> eldest) {
          return size() > SNAPSHOTS_KEPT;
        }
      };

  /**
   * @param counters the fields to keep
   */
  CounterHistory(Set<String> counters) {
    this.counters = Set.copyOf(counters);
  }

  /** Keeps the counters of one process, and gives those of the earlier snapshot, if known. */
  @Nullable CounterRows replace(Comparison comparison, String process, CounterRows rows) {
    var earlier = kept.get(comparison.earlier());
    kept.computeIfAbsent(comparison.seconds(), _ -> new HashMap<>()).put(process, rows);
    return earlier == null ? null : earlier.get(process);
  }

  Set<String> counters() {
    return counters;
  }
}
