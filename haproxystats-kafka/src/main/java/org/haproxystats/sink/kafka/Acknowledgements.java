package org.haproxystats.sink.kafka;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What brokers say of the records of one snapshot. They say it in a thread of the producer; all
 * else is for one thread.
 */
final class Acknowledgements implements Callback {
  private long expected;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Exception> refusal = new AtomicReference<>();

  /** There is one more record to wait for. */
  void expectOne() {
    expected++;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
    if (exception == null) {
      acknowledged.incrementAndGet();
    } else {
      refusal.compareAndSet(null, exception);
    }
  }

  /**
   * Ends a delivery that is lost already.
   *
   * @throws KafkaException a record was not acknowledged, and will not be
   */
  void failIfRefused() {
    var exception = refusal.get();
    if (exception != null) {
      throw exception instanceof KafkaException kafka ? kafka : new KafkaException(exception);
    }
  }

  /**
   * Makes sure that nothing is missing.
   *
   * @throws KafkaException a record was not acknowledged
   */
  void failUnlessAll() {
    failIfRefused();
    if (acknowledged.get() != expected) {
      throw new KafkaException(
          "%d of %d records were acknowledged".formatted(acknowledged.get(), expected));
    }
  }
}
