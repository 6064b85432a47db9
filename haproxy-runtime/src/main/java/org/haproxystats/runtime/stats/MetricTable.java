package org.haproxystats.runtime.stats;

import java.util.List;

/**
 * All objects of one kind with all their metrics.
 *
 * @param kind what the rows are
 * @param objects one for each row; the list's size is the number of rows
 * @param columns one for each metric; a column's arrays may be longer than the number of rows
 */
public record MetricTable(ObjectKind kind, List<StatObject> objects, List<MetricColumn> columns) {
  public MetricTable {
    objects = List.copyOf(objects);
    columns = List.copyOf(columns);
  }

  public int rows() {
    return objects.size();
  }
}
