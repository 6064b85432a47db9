package org.haproxystats.sink.kafka;

import java.io.IOException;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.StatObject;

/** Turns a snapshot into records, one for each object. For one thread at a time. */
@FunctionalInterface
interface SnapshotFormat {

  /** Takes the records, one after the other. */
  @FunctionalInterface
  interface Records {
    /**
     * Takes the next one.
     *
     * @param value the record's value; it may be kept
     */
    void add(StatObject object, byte[] value) throws IOException, InterruptedException;
  }

  /**
   * Makes a record of each object that has values.
   *
   * @return the number of values in all records
   */
  long write(AggregatedSnapshot snapshot, Records records) throws IOException, InterruptedException;
}
