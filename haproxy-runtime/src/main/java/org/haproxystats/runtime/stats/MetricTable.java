package org.haproxystats.runtime.stats;

import java.util.List;

/**
 * All objects of one kind with all their metrics.
 *
 * @param kind what the rows are
 * @param objects one for each row; the list's size is the number of rows
 * @param columns one for each metric; a column's arrays may be longer than the number of rows
 * @param texts one for each text that is wanted
 * @param starts for {@link #countingSince}, one for each row; empty where nobody wants them
 */
@SuppressWarnings("ArrayRecordComponent") // tables are compared by nobody
public record MetricTable(
    ObjectKind kind,
    List<StatObject> objects,
    List<MetricColumn> columns,
    List<TextColumn> texts,
    long[] starts) {
  /** Keeps a copy that nobody can change. */
  public MetricTable {
    objects = List.copyOf(objects);
    columns = List.copyOf(columns);
    texts = List.copyOf(texts);
  }

  /**
   * A table of numbers alone.
   *
   * @param kind what the rows are
   * @param objects one for each row
   * @param columns one for each metric
   */
  public MetricTable(ObjectKind kind, List<StatObject> objects, List<MetricColumn> columns) {
    this(kind, objects, columns, List.of(), new long[0]);
  }

  /** {@return how many objects there are} */
  public int rows() {
    return objects.size();
  }

  /**
   * {@return since when the counters of a row have been counting without a break, in seconds since
   * the epoch: since the process was started, the latest of several, or since the last snapshot
   * before they were cleared} {@link MetricColumn#ABSENT} where nobody wants it or HAProxy does not
   * tell.
   *
   * @param row from 0, below {@link #rows}
   */
  public long countingSince(int row) {
    return starts.length == 0 ? MetricColumn.ABSENT : starts[row];
  }

  /**
   * {@return the same table with other {@code starts}}
   *
   * @param newStarts one for each row, in seconds since the epoch; empty where nobody wants them
   */
  public MetricTable startedAt(long[] newStarts) {
    return new MetricTable(kind, objects, columns, texts, newStarts);
  }
}
