package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.api.Test;

class KafkaSinkTest {
  private final List<HeldProducer> producers = new ArrayList<>();
  private Consumer<HeldProducer> whenFlushed = HeldProducer::acknowledgeAll;
  private Supplier<HeldProducer> connect = () -> new HeldProducer(whenFlushed);
  private final KafkaSink sink = sink(MetricChoice.CONFIGURED, false);

  /** Acknowledges nothing until it is flushed, and then what the test wants. */
  private static class HeldProducer extends MockProducer<byte[], byte[]> {
    private final Consumer<HeldProducer> whenFlushed;

    HeldProducer(Consumer<HeldProducer> whenFlushed) {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.whenFlushed = whenFlushed;
    }

    @Override
    public synchronized void flush() {
      whenFlushed.accept(this);
    }

    void acknowledgeAll() {
      super.flush();
    }
  }

  private KafkaSink sink(MetricChoice metrics, boolean rates) {
    var settings =
        new KafkaSettings(
            "kafka-1:9092,kafka-2:9092",
            "metrics",
            RecordFormat.JSON,
            metrics,
            rates,
            Duration.ofSeconds(10),
            Map.of());
    return new KafkaSink(
        settings,
        "lb-01",
        new JsonRecords("lb-01"),
        () -> {
          producers.add(connect.get());
          return producers.getLast();
        });
  }

  private List<String> keys() {
    return producers.getLast().history().stream()
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }

  private void assertThatDeliveryFails(String reason) {
    assertThatThrownBy(() -> sink.deliver(Snapshots.site()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Kafka at kafka-1:9092,kafka-2:9092, topic metrics: ")
        .hasMessageContaining(reason);
  }

  @Test
  void eachObjectIsARecordWithItsKeyAndTheTimeOfTheSnapshot() throws Exception {
    assertThat(sink.deliver(Snapshots.site())).isEqualTo(4);

    assertThat(keys()).containsExactly("lb-01/frontend/www/", "lb-01/server/shop/web1");
    var records = producers.getFirst().history();
    assertThat(records).extracting(ProducerRecord::topic).containsOnly("metrics");
    assertThat(records).extracting(ProducerRecord::timestamp).containsOnly(1_795_225_391_000L);
    assertThat(new String(records.getLast().value(), UTF_8)).contains("\"server\":\"web1\"");
  }

  @Test
  void oneProducerSendsAllSnapshotsAsLongAsAllIsWell() throws Exception {
    sink.deliver(Snapshots.site());
    sink.deliver(Snapshots.site());

    assertThat(producers).hasSize(1);
    assertThat(producers.getFirst().history()).hasSize(4);
    sink.close();
    assertThat(producers.getFirst().closed()).isTrue();
  }

  @Test
  void aDeliveryFailsAsLongAsOneRecordIsNotAcknowledged() {
    whenFlushed = MockProducer::completeNext;

    assertThatDeliveryFails("1 of 2 records were acknowledged");
  }

  @Test
  void afterAFailureTheProducerIsClosedAndANewOneSendsEverythingAgain() throws Exception {
    whenFlushed =
        producer -> {
          producer.completeNext();
          producer.errorNext(new TopicAuthorizationException(Set.of("metrics")));
        };
    assertThatDeliveryFails("Not authorized to access topics: [metrics]; allow this user to write");
    assertThat(producers.getFirst().closed()).isTrue();

    whenFlushed = HeldProducer::acknowledgeAll;
    assertThat(sink.deliver(Snapshots.site())).isEqualTo(4);

    assertThat(producers).hasSize(2);
    assertThat(keys()).containsExactly("lb-01/frontend/www/", "lb-01/server/shop/web1");
  }

  @Test
  void aRecordThatIsRefusedAtOnceEndsTheDelivery() {
    var refused = new ArrayList<ProducerRecord<byte[], byte[]>>();
    connect =
        () ->
            new HeldProducer(HeldProducer::acknowledgeAll) {
              @Override
              public synchronized Future<RecordMetadata> send(
                  ProducerRecord<byte[], byte[]> record, Callback callback) {
                refused.add(record);
                callback.onCompletion(null, new BufferExhaustedException("no room"));
                return super.send(record, null);
              }
            };

    assertThatDeliveryFails("(no room); look at the brokers, or raise producer.buffer.memory");
    assertThat(refused).hasSize(1);
  }

  @Test
  void anInterruptEndsADeliveryAsTheProgramWantsIt() {
    whenFlushed =
        _ -> {
          throw new InterruptException("the program is stopping");
        };

    assertThatThrownBy(() -> sink.deliver(Snapshots.site()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void messagesSayWhatToDo() {
    assertThat(KafkaTrouble.reason(new TimeoutException("Topic metrics not present in metadata")))
        .startsWith("no broker has answered; check whether they run");
    assertThat(
            KafkaTrouble.reason(
                new TimeoutException(
                    "Topic metrics not present in metadata",
                    new UnknownTopicOrPartitionException("no topic"))))
        .startsWith("there is no such topic; create it");
    assertThat(KafkaTrouble.reason(new TimeoutException("Expiring 2 record(s)")))
        .startsWith("not everything was acknowledged in time (Expiring 2 record(s)); look at");
    assertThat(KafkaTrouble.reason(new SaslAuthenticationException("Authentication failed")))
        .startsWith("Authentication failed; check producer.security.protocol");
    assertThat(KafkaTrouble.reason(new RecordTooLargeException("The message is 9 bytes")))
        .startsWith("The message is 9 bytes; raise producer.max.request.size");
    assertThat(
            KafkaTrouble.reason(
                new KafkaException(
                    "Failed to construct kafka producer", new KafkaException("no keystore x"))))
        .startsWith("no keystore x; check the options producer.*");
  }

  @Test
  void itTakesWhatProcessChoosesOrEverything() {
    assertThat(sink.needs().fields()).isEmpty();
    assertThat(sink.needs().rates()).isFalse();

    var all = sink(MetricChoice.ALL, true).needs();
    assertThat(all.fields())
        .containsOnlyKeys(
            ObjectKind.DAEMON,
            ObjectKind.FRONTEND,
            ObjectKind.BACKEND,
            ObjectKind.SERVER,
            ObjectKind.LISTENER);
    assertThat(all.rates()).isTrue();
  }
}
