package org.haproxystats.runtime.stats;

import java.util.List;

/**
 * The values of one HAProxy process, in the same form as those of all.
 *
 * @param name what tells it apart from the others in its snapshot and stays the same in the next:
 *     the name of its socket
 * @param tables at most one for each kind of object, in the order of {@link ObjectKind}
 */
public record ProcessTables(String name, List<MetricTable> tables) {
  /** Keeps a copy that nobody can change. */
  public ProcessTables {
    tables = List.copyOf(tables);
  }
}
