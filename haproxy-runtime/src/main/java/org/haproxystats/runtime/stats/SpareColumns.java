package org.haproxystats.runtime.stats;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The arrays of columns that nobody reads any more, to be filled again: a steady stream of
 * snapshots of one size allocates none. For one thread at a time.
 */
final class SpareColumns {
  private final Deque<long[]> longs = new ArrayDeque<>();
  private final Deque<double[]> doubles = new ArrayDeque<>();

  /** An array of at least this length, with anything in it. One that is too short is let go. */
  long[] longs(int length) {
    var spare = longs.poll();
    return spare != null && spare.length >= length ? spare : new long[length];
  }

  /** The same for other numbers. */
  double[] doubles(int length) {
    var spare = doubles.poll();
    return spare != null && spare.length >= length ? spare : new double[length];
  }

  /** Takes the array of a column that is read no more. */
  void add(MetricColumn column) {
    switch (column) {
      case MetricColumn.Longs(var _, var values) -> longs.add(values);
      case MetricColumn.Doubles(var _, var values) -> doubles.add(values);
    }
  }
}
