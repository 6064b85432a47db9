/**
 * The Kafka sink: a record for each object of a snapshot, as JSON or as Graphite's lines, sent by
 * an idempotent producer and confirmed by the brokers' acknowledgements.
 */
@NullMarked
package org.haproxystats.sink.kafka;

import org.jspecify.annotations.NullMarked;
