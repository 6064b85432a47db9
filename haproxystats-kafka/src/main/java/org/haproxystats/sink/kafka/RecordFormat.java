package org.haproxystats.sink.kafka;

/** What a record says. */
enum RecordFormat {
  /** An object with all its metrics. */
  JSON,
  /** The lines that Graphite gets of the object. */
  GRAPHITE
}
