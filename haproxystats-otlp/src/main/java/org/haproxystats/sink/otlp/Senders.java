package org.haproxystats.sink.otlp;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives an exporter senders that tell what the collector answers. The exporter itself tells only
 * whether it was a success.
 *
 * @param installed finds all that the exporter needs
 * @param answers is told each answer before the exporter is
 */
record Senders(ComponentLoader installed, Consumer<Answer> answers) implements ComponentLoader {

  @Override
  public <T> Iterable<T> load(Class<T> service) {
    if (service == HttpSenderProvider.class) {
      HttpSenderProvider provider = config -> new JdkHttpSender(config, answers);
      return List.of(service.cast(provider));
    }
    if (service == GrpcSenderProvider.class) {
      var sender = installed.load(GrpcSenderProvider.class).iterator().next();
      GrpcSenderProvider provider = config -> new Telling(sender.createSender(config), answers);
      return List.of(service.cast(provider));
    }
    return installed.load(service);
  }

  private record Telling(GrpcSender sender, Consumer<Answer> answers) implements GrpcSender {
    @Override
    public void send(
        MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
      sender.send(
          message,
          response -> {
            answers.accept(Answer.of(response));
            onResponse.accept(response);
          },
          cause -> {
            answers.accept(new Answer.Nothing(cause));
            onError.accept(cause);
          });
    }

    @Override
    public CompletableResultCode shutdown() {
      return sender.shutdown();
    }
  }
}
