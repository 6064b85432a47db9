package org.haproxystats.sink.kafka;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.haproxystats.config.SectionReader;

/**
 * The settings of Kafka's producer: what a confirmation depends on is fixed, some have other
 * defaults here, and all others are the user's.
 */
final class ProducerSettings {
  /** What the names of options begin with that are passed on. */
  static final String PREFIX = "producer.";

  static final String TIMEOUT = "confirm-timeout";

  private static final String BYTES = ByteArraySerializer.class.getName();

  /** A record is acknowledged when all replicas have it, and is stored once, in order. */
  private static final Map<String, String> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          "true",
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          BYTES,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          BYTES);

  private static final Map<String, String> INSTEAD =
      Map.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "the option bootstrap-servers instead",
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, "nothing: there are no transactions");

  static final Map<String, String> DEFAULTS =
      Map.of(
          ProducerConfig.CLIENT_ID_CONFIG, "haproxystats",
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip",
          ProducerConfig.BATCH_SIZE_CONFIG, "131072",
          ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");

  private final SectionReader section;
  private final Map<String, String> given;
  private boolean refused;

  private ProducerSettings(SectionReader section) {
    this.section = section;
    this.given = section.startingWith(PREFIX);
  }

  /**
   * All settings, by Kafka's names; those that cannot be are noted.
   *
   * @param servers as Kafka wants them
   * @param timeout how long a record may wait for its acknowledgement
   */
  static Map<String, String> read(SectionReader section, String servers, Duration timeout) {
    var reading = new ProducerSettings(section);
    reading.refuseWhatIsFixed();
    var settings = new LinkedHashMap<>(DEFAULTS);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(timeout));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(timeout));
    // So that there is time for a second try, with another broker.
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(timeout.dividedBy(2)));
    settings.putAll(reading.given);
    settings.putAll(FIXED);
    if (!reading.refused) {
      reading.letKafkaCheck(settings);
    }
    return settings;
  }

  private static String millis(Duration duration) {
    return Long.toString(Math.min(duration.toMillis(), Integer.MAX_VALUE));
  }

  private void refuseWhatIsFixed() {
    given.forEach(
        (name, value) -> {
          if (INSTEAD.containsKey(name)) {
            refuse(name, "it is not passed on", INSTEAD.getOrDefault(name, ""));
          } else if (!FIXED.getOrDefault(name, value).equals(value)) {
            refuse(
                name,
                "no delivery could be relied on with it",
                FIXED.getOrDefault(name, "") + ", which is the default");
          }
        });
  }

  private void letKafkaCheck(Map<String, String> settings) {
    try {
      var config = new ProducerConfig(Map.copyOf(settings));
      long memory = config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG);
      long batch = config.getInt(ProducerConfig.BATCH_SIZE_CONFIG);
      if (memory < batch) {
        refuse(
            given.containsKey(ProducerConfig.BUFFER_MEMORY_CONFIG)
                ? ProducerConfig.BUFFER_MEMORY_CONFIG
                : ProducerConfig.BATCH_SIZE_CONFIG,
            "no batch of %d bytes fits into a memory of %d".formatted(batch, memory),
            "batch.size of at most buffer.memory");
      }
      long attempt =
          config.getLong(ProducerConfig.LINGER_MS_CONFIG)
              + config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
      int delivery = config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
      if (attempt > delivery) {
        section.reject(
            TIMEOUT,
            section.textOrBuiltIn(TIMEOUT).orElse(""),
            "delivery.timeout.ms is %d, less than linger.ms and request.timeout.ms together"
                .formatted(delivery),
            "at least %s seconds".formatted(attempt / 1000.0));
      }
    } catch (ConfigException e) {
      var message = String.valueOf(e.getMessage());
      refuse(culprit(message), message, "what Kafka's manual says");
    }
  }

  /** The setting that Kafka complains of: it is named in the message, and nowhere else. */
  private String culprit(String message) {
    return given.keySet().stream()
        .filter(message::contains)
        .max(Comparator.comparingInt(String::length))
        .orElseGet(() -> String.join(", " + PREFIX, given.keySet()));
  }

  private void refuse(String name, String error, String valid) {
    refused = true;
    section.reject(PREFIX + name, given.getOrDefault(name, ""), error, valid);
  }
}
