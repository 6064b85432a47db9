package org.haproxystats.sink.kafka;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Words for what goes wrong, and what to do about it. */
final class KafkaTrouble {
  private KafkaTrouble() {}

  /** What went wrong, for the log. */
  static String reason(KafkaException e) {
    return switch (e) {
      case BufferExhaustedException _ ->
          "the brokers take too little, and the memory for what waits for them is full (%s); look at the brokers, or raise producer.buffer.memory"
              .formatted(message(e));
      case TimeoutException _ when e.getCause() instanceof UnknownTopicOrPartitionException ->
          "there is no such topic; create it, or correct 'topic' in [kafka]";
      case TimeoutException _ when message(e).contains("not present in metadata") ->
          "no broker has answered; check whether they run, and bootstrap-servers and producer.security.protocol in [kafka]";
      case TimeoutException _ ->
          "not everything was acknowledged in time (%s); look at the brokers and at the in-sync replicas of the topic, or raise confirm-timeout in [kafka]"
              .formatted(message(e));
      case AuthenticationException _ ->
          message(e)
              + "; check producer.security.protocol, producer.sasl.* and producer.ssl.* in [kafka]";
      case AuthorizationException _ -> message(e) + "; allow this user to write to the topic";
      case RecordTooLargeException _ ->
          message(e) + "; raise producer.max.request.size, and max.message.bytes of the topic";
      case InvalidTimestampException _ ->
          message(e) + "; check the clocks of this machine and of the brokers";
      // A producer could not be made at all; the cause says why.
      case KafkaException _ when e.getCause() instanceof KafkaException cause ->
          message(cause) + "; check the options producer.* and bootstrap-servers in [kafka]";
      default -> message(e);
    };
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
