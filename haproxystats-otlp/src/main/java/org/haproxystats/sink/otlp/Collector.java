package org.haproxystats.sink.otlp;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** An OpenTelemetry collector, or what else takes OTLP. One request is under way at a time. */
final class Collector implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Collector.class.getName());
  private static final Answer NO_ANSWER =
      new Answer.Nothing(new IOException("the request could not be made"));

  private final String endpoint;
  private final MetricExporter exporter;
  private final AtomicReference<Answer> answer;
  private boolean partialIsTold;

  private Collector(String endpoint, MetricExporter exporter, AtomicReference<Answer> answer) {
    this.endpoint = endpoint;
    this.exporter = exporter;
    this.answer = answer;
  }

  /**
   * Opens nothing yet but the files of TLS.
   *
   * @throws IOException if one of these files cannot be read or holds nothing of use
   */
  static Collector at(OtlpSettings settings) throws IOException {
    var answer = new AtomicReference<Answer>(NO_ANSWER);
    return new Collector(settings.endpoint().toString(), exporter(settings, answer::set), answer);
  }

  /**
   * The exporter tries nothing twice: the snapshot is sent again, whole. It tells nobody about
   * itself.
   */
  private static MetricExporter exporter(OtlpSettings settings, Consumer<Answer> answers)
      throws IOException {
    var senders =
        new Senders(ComponentLoader.forClassLoader(Collector.class.getClassLoader()), answers);
    return switch (settings.protocol()) {
      case HTTP -> http(settings, senders);
      case GRPC -> grpc(settings, senders);
    };
  }

  private static MetricExporter http(OtlpSettings settings, Senders senders) throws IOException {
    var builder =
        OtlpHttpMetricExporter.builder()
            .setComponentLoader(senders)
            .setEndpoint(settings.endpoint().toString())
            .setCompression(settings.compression().nameOfTheSdk())
            .setHeaders(settings::headers)
            .setConnectTimeout(settings.connectTimeout())
            .setTimeout(settings.timeout())
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop());
    if (settings.isEncrypted()) {
      builder.setSslContext(settings.tls().context(), settings.tls().trustManager());
    }
    return builder.build();
  }

  private static MetricExporter grpc(OtlpSettings settings, Senders senders) throws IOException {
    var builder =
        OtlpGrpcMetricExporter.builder()
            .setComponentLoader(senders)
            .setEndpoint(settings.endpoint().toString())
            .setCompression(settings.compression().nameOfTheSdk())
            .setHeaders(settings::headers)
            .setConnectTimeout(settings.connectTimeout())
            .setTimeout(settings.timeout())
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop());
    if (settings.isEncrypted()) {
      builder.setSslContext(settings.tls().context(), settings.tls().trustManager());
    }
    return builder.build();
  }

  /**
   * Sends a batch and waits for the answer.
   *
   * @param points how many values it has
   * @return how many of them were accepted; by the protocol the others may not be sent again
   * @throws RefusedException the batch will never be accepted
   * @throws IOException it was not accepted; the message says what to do
   */
  long export(List<MetricData> batch, int points) throws IOException, InterruptedException {
    answer.set(NO_ANSWER);
    var result = exporter.export(batch);
    await(result);
    var got = answer.get();
    if (result.isSuccess()) {
      return (long) points - rejected(got, points);
    }
    var message = "the collector at %s: %s".formatted(endpoint, Trouble.reason(got));
    throw Trouble.isForGood(got) ? new RefusedException(message) : new IOException(message);
  }

  private static void await(CompletableResultCode result) throws InterruptedException {
    var done = new CountDownLatch(1);
    result.whenComplete(done::countDown);
    done.await();
  }

  private int rejected(Answer got, int points) {
    var partial =
        switch (got) {
          case Answer.OverHttp http -> PartialSuccess.in(http.body());
          case Answer.OverGrpc grpc -> PartialSuccess.in(grpc.body());
          case Answer.Nothing _ -> PartialSuccess.NONE;
        };
    boolean isTrouble = !partial.equals(PartialSuccess.NONE);
    if (isTrouble) {
      LOG.log(
          partialIsTold ? Level.DEBUG : Level.WARNING,
          "the collector at %s has taken a request, but not %d of its %d values%s; they are lost, as the protocol demands; look at its log for what it does not like"
              .formatted(endpoint, partial.rejected(), points, Trouble.quoted(partial.message())));
    }
    partialIsTold = isTrouble;
    return Math.min(partial.rejected(), points);
  }

  /** How long the collector asked to be left alone with its last answer; zero: it did not. */
  Duration retryAfter() {
    return answer.get() instanceof Answer.OverHttp http ? http.retryAfter() : Duration.ZERO;
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    var _ = exporter.shutdown();
  }
}
