package org.haproxystats.sink.kafka;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SnapshotNeeds;
import org.jspecify.annotations.Nullable;

/**
 * Sends snapshots to a topic of Kafka, a record for each object. A snapshot is confirmed when all
 * of its records are acknowledged, that is when all replicas that are in sync have them.
 *
 * <p>The producer repeats by itself what a broker does not take, in order and without storing
 * anything twice: a leader that changes is no failure here. It gives up after a time. Then it is
 * closed with all that it still holds, so that nothing of this snapshot comes after the next one,
 * and the snapshot is sent again, whole, by a new producer.
 */
final class KafkaSink implements Sink {
  private static final System.Logger LOG = System.getLogger(KafkaSink.class.getName());
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

  private final KafkaSettings settings;
  private final SnapshotFormat format;
  private final PerObject keys;
  private final Supplier<Producer<byte[], byte[]>> connect;
  private volatile @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param loadBalancer the name of this machine
   * @param connect makes a producer; it reaches the cluster later
   */
  KafkaSink(
      KafkaSettings settings,
      String loadBalancer,
      SnapshotFormat format,
      Supplier<Producer<byte[], byte[]>> connect) {
    this.settings = settings;
    this.format = format;
    this.keys = new PerObject(object -> ObjectNames.key(loadBalancer, object));
    this.connect = connect;
  }

  @Override
  public String name() {
    return KafkaSinkFactory.SECTION;
  }

  @Override
  public SnapshotNeeds needs() {
    return settings.metrics().needs().withRates(settings.rates());
  }

  /** So that a partition has the records of an object in the order of time. */
  @Override
  public boolean takesInOrder() {
    return true;
  }

  @Override
  public Duration retryDelay() {
    return settings.delay();
  }

  @Override
  public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    try {
      long values = send(snapshot, producer());
      keys.forgetVanished(snapshot.tables().stream().mapToInt(MetricTable::rows).sum());
      return values;
    } catch (InterruptException e) {
      boolean _ = Thread.interrupted(); // Kafka has set the mark again.
      throw interrupted(e);
    } catch (KafkaException e) {
      close();
      throw new IOException(
          "Kafka at %s, topic %s: %s"
              .formatted(settings.servers(), settings.topic(), KafkaTrouble.reason(e)),
          e);
    }
  }

  private static InterruptedException interrupted(InterruptException cause) {
    var interrupted = new InterruptedException(cause.getMessage());
    interrupted.initCause(cause);
    return interrupted;
  }

  private Producer<byte[], byte[]> producer() {
    var open = producer;
    if (open == null) {
      open = connect.get();
      producer = open;
    }
    return open;
  }

  private long send(AggregatedSnapshot snapshot, Producer<byte[], byte[]> to)
      throws IOException, InterruptedException {
    var acknowledgements = new Acknowledgements();
    long millis = snapshot.seconds() * 1000;
    long values =
        format.write(
            snapshot,
            (object, value) -> {
              var key = keys.of(object);
              acknowledgements.expectOne();
              var _ =
                  to.send(
                      new ProducerRecord<>(settings.topic(), null, millis, key, value),
                      acknowledgements);
              acknowledgements.failIfRefused();
            });
    to.flush();
    acknowledgements.failUnlessAll();
    return values;
  }

  /**
   * Ends soon, with what the producer still holds: it is sent again, or waits in the spool. A
   * producer that waits for a broker that hangs ends only when that has timed out, so the rest of
   * its end may come later.
   */
  @Override
  public void close() {
    var open = producer;
    producer = null;
    if (open == null) {
      return;
    }
    var closing = Thread.ofVirtual().name("kafka-close").start(() -> close(open));
    try {
      boolean _ = closing.join(LONGEST_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Producer<byte[], byte[]> open) {
    try {
      open.close(Duration.ZERO);
    } catch (KafkaException e) {
      LOG.log(Level.DEBUG, "the end of a producer", e);
    }
  }
}
