package org.haproxystats.sink.kafka;

import java.time.Duration;
import java.util.Map;

/**
 * The section {@code [kafka]}.
 *
 * @param servers some brokers of the cluster, {@code host:port}, separated by commas
 * @param topic where the records go
 * @param format what a record says
 * @param metrics which metrics are sent
 * @param rates whether each counter is followed by what it grows by in a second
 * @param delay how long the cluster is left alone after a delivery that failed
 * @param producer all settings of Kafka's producer, by its own names
 */
record KafkaSettings(
    String servers,
    String topic,
    RecordFormat format,
    MetricChoice metrics,
    boolean rates,
    Duration delay,
    Map<String, String> producer) {
  KafkaSettings {
    producer = Map.copyOf(producer);
  }
}
