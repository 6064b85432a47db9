package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.haproxystats.sink.kafka.Cluster;
import org.jspecify.annotations.Nullable;

/** A real broker of Kafka. When it dies, it is killed. */
final class KafkaPeer implements SinkPeer {
  private static final String TOPIC = "haproxystats";
  private static final Duration POLL = Duration.ofMillis(100);

  /** Held, so that what the clients of the test log stays out of the report. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  private record Running(Cluster cluster, KafkaConsumer<String, String> consumer) {}

  private final Path directory;
  private final Map<Long, List<String>> received = new HashMap<>();

  /** Those of which the record has come that is sent last, of the collector. */
  private final Set<Long> whole = new HashSet<>();

  private @Nullable Running running;

  KafkaPeer(Path directory) {
    this.directory = directory.resolve("kafka");
  }

  @Override
  public String name() {
    return "kafka";
  }

  private Running running() {
    if (running == null) {
      throw new IllegalStateException("Kafka was not started");
    }
    return running;
  }

  @Override
  public List<String> configuration() {
    return List.of(
        "[kafka]",
        "bootstrap-servers = " + running().cluster.servers(),
        "topic = " + TOPIC,
        "confirm-timeout = 5",
        "delay = 0.3");
  }

  @Override
  public void start() throws IOException {
    if (running == null) {
      CLIENTS.setLevel(Level.OFF);
      var cluster = Cluster.ofOne(Files.createDirectory(directory));
      cluster.topic(TOPIC);
      running = new Running(cluster, cluster.consumer(TOPIC));
    } else {
      running.cluster.first().startAgain();
    }
  }

  @Override
  public void die() {
    running().cluster.first().kill();
  }

  private void poll() {
    for (var record : running().consumer.poll(POLL)) {
      long second = record.timestamp() / 1000;
      received.computeIfAbsent(second, _ -> new ArrayList<>()).add(record.value());
      if (record.key().endsWith("/collector//")) {
        whole.add(second);
      }
    }
  }

  @Override
  public Set<Long> snapshots() {
    poll();
    return whole;
  }

  @Override
  public Map<Series, Double> values(long second) {
    poll();
    var values = new HashMap<Series, Double>();
    for (var record : received.getOrDefault(second, List.of())) {
      var members = (Map<?, ?>) JsonText.parse(record);
      var kind = text(members, "kind").replace("collector", "haproxystats");
      var proxy = text(members, "proxy");
      var names =
          Map.of(
              "frontend", proxy,
              "backend", proxy,
              "server", text(members, "server"),
              "process", text(members, "process"),
              "sink", text(members, "sink"));
      Objects.requireNonNull((Map<?, ?>) members.get("metrics"), record)
          .forEach(
              (metric, value) ->
                  values.put(
                      Series.of(kind, names, (String) metric), Double.valueOf((String) value)));
    }
    return values;
  }

  private static String text(Map<?, ?> members, String name) {
    return members.containsKey(name) ? (String) members.get(name) : "";
  }

  @Override
  public void close() {
    if (running != null) {
      running.consumer.close();
      running.cluster.close();
    }
  }
}
