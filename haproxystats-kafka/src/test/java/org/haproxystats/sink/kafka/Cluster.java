package org.haproxystats.sink.kafka;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A cluster of brokers in KRaft mode. The first one is the controller too, so where there are more
 * it is the others that may be stopped and killed.
 */
public final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 3;

  private final List<Broker> brokers = new ArrayList<>();
  private final Admin admin;

  private Cluster(Path directory, int size, List<String> secure) throws IOException {
    int controller = Broker.freePort();
    var id = Uuid.randomUuid().toString();
    for (int node = 1; node <= size; node++) {
      brokers.add(new Broker(directory, id, node, controller, secure));
    }
    admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                servers(),
                "default.api.timeout.ms",
                5_000,
                "request.timeout.ms",
                5_000));
    try {
      await("brokers")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> !allRun() || admin.describeCluster().nodes().get().size() == size);
      if (!allRun()) {
        fail("Kafka did not start:\n" + output());
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /**
   * Starts one of a single broker, and waits until it works.
   *
   * @param secure settings of its listener that wants a password, if there shall be one
   */
  public static Cluster ofOne(Path directory, String... secure) throws IOException {
    return new Cluster(directory, 1, List.of(secure));
  }

  /** Starts one of two brokers, and waits until it works. */
  static Cluster ofTwo(Path directory) throws IOException {
    return new Cluster(directory, 2, List.of());
  }

  private boolean allRun() {
    return brokers.stream().allMatch(Broker::isAlive);
  }

  private String output() throws IOException {
    var output = new StringBuilder();
    for (var broker : brokers) {
      output.append(broker.output());
    }
    return output.toString();
  }

  /** The addresses of all brokers, for clients. */
  public String servers() {
    return brokers.stream().map(Broker::address).collect(joining(","));
  }

  public Broker first() {
    return brokers.getFirst();
  }

  Broker second() {
    return brokers.get(1);
  }

  /** Makes a topic in a cluster of one broker; waits until it may have it. */
  public void topic(String name) {
    create(name, List.of(1));
  }

  /** Makes a topic of which only the second broker has anything; waits until it may have it. */
  void topicOnTheSecond(String name) {
    create(name, List.of(2));
  }

  /** Makes a topic that the second broker leads and the first one follows. */
  void topicOnBoth(String name) {
    create(name, List.of(2, 1));
  }

  private void create(String name, List<Integer> replicas) {
    var topic = new NewTopic(name, Map.of(0, replicas, 1, replicas, 2, replicas));
    await("topic " + name)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              admin.createTopics(List.of(topic)).all().get();
              return true;
            });
  }

  /** Which broker leads the first partition of a topic; 0 while none does. */
  int leader(String topic) throws InterruptedException, ExecutionException {
    var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
    var leader = topics.values().iterator().next().partitions().getFirst().leader();
    return leader == null ? 0 : leader.id();
  }

  /** Reads a topic from its beginning. */
  public KafkaConsumer<String, String> consumer(String topic) {
    var settings = Map.<String, Object>of("bootstrap.servers", servers());
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    var partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(number -> new TopicPartition(topic, number))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** Everything that is in a topic, in the order of each partition. */
  public List<ConsumerRecord<String, String>> records(String topic) {
    try (var consumer = consumer(topic)) {
      var partitions = consumer.assignment();
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, String>>();
      await("all records of " + topic)
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return partitions.stream()
                    .allMatch(
                        partition ->
                            consumer.position(partition) >= ends.getOrDefault(partition, 0L));
              });
      return records;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    brokers.reversed().forEach(Broker::close);
  }
}
