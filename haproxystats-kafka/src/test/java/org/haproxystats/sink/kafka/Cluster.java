package org.haproxystats.sink.kafka;

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
 * A cluster of two brokers in KRaft mode. The first one is the controller too; the second one may
 * be stopped and killed.
 */
final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = 3;

  private final Broker first;
  private final Broker second;
  private final Admin admin;

  /** Starts it, and waits until it works. */
  Cluster(Path directory) throws IOException {
    int controller = Broker.freePort();
    var id = Uuid.randomUuid().toString();
    first = new Broker(directory, id, 1, controller);
    second = new Broker(directory, id, 2, controller);
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
          .until(() -> !bothRun() || admin.describeCluster().nodes().get().size() == 2);
      if (!bothRun()) {
        fail("Kafka did not start:\n" + first.output() + second.output());
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private boolean bothRun() {
    return first.isAlive() && second.isAlive();
  }

  /** The addresses of both, for clients. */
  String servers() {
    return first.address() + "," + second.address();
  }

  Broker second() {
    return second;
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

  /** Which broker leads the first partition of a topic. */
  int leader(String topic) throws InterruptedException, ExecutionException {
    var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
    return topics.values().iterator().next().partitions().getFirst().leader().id();
  }

  /** Everything that is in a topic, in the order of each partition. */
  List<ConsumerRecord<String, String>> records(String topic) {
    var settings = Map.<String, Object>of("bootstrap.servers", servers());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(number -> new TopicPartition(topic, number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
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
    second.close();
    first.close();
  }
}
