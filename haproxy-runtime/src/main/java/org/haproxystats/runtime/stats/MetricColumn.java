package org.haproxystats.runtime.stats;

/**
 * The values of one metric, one for each row of its table. A value may be absent: HAProxy did not
 * give it, or there was nothing to compute it from.
 */
public sealed interface MetricColumn {
  /** The long that stands for 'no value'. */
  long ABSENT = Long.MIN_VALUE;

  /** {@return what the values are} */
  Metric metric();

  /**
   * {@return whether a row has no value}
   *
   * @param row from 0, below {@link MetricTable#rows}
   */
  boolean isAbsent(int row);

  /**
   * {@return the value of a row; {@link Double#NaN} where it is absent}
   *
   * @param row from 0, below {@link MetricTable#rows}
   */
  double doubleValue(int row);

  /**
   * Whole numbers, exact.
   *
   * @param metric what they are
   * @param values one for each row, {@link #ABSENT} where there is no value; it may be longer
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // columns are compared by nobody and read in tight loops
  record Longs(Metric metric, long[] values) implements MetricColumn {
    @Override
    public boolean isAbsent(int row) {
      return values[row] == ABSENT;
    }

    @Override
    public double doubleValue(int row) {
      return values[row] == ABSENT ? Double.NaN : values[row];
    }
  }

  /**
   * Means, deviations and seconds.
   *
   * @param metric what they are
   * @param values one for each row, {@link Double#NaN} where there is no value; it may be longer
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Doubles(Metric metric, double[] values) implements MetricColumn {
    @Override
    public boolean isAbsent(int row) {
      return Double.isNaN(values[row]);
    }

    @Override
    public double doubleValue(int row) {
      return values[row];
    }
  }
}
