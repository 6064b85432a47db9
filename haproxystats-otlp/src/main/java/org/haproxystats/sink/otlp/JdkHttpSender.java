package org.haproxystats.sink.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends what the exporter has made, with the JDK's own client. The SDK's sender does not tell how
 * long the collector asks to be left alone, and waits no longer than 10 seconds for anything.
 */
final class JdkHttpSender implements HttpSender {
  private final HttpSenderConfig config;
  private final Consumer<Answer> answers;
  private final HttpClient client;

  @SuppressWarnings("ArrayRecordComponent") // responses are compared by nobody
  private record Response(int status, byte[] body) implements HttpResponse {
    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return "";
    }

    @Override
    public byte[] getResponseBody() {
      return body;
    }
  }

  /**
   * @param answers is told each answer before the exporter is
   */
  JdkHttpSender(HttpSenderConfig config, Consumer<Answer> answers) {
    this.config = config;
    this.answers = answers;
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.getConnectTimeout());
    var tls = config.getSslContext();
    client = (tls == null ? builder : builder.sslContext(tls)).build();
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    HttpRequest request;
    try {
      request = request(message);
    } catch (IOException e) {
      failed(e, onError);
      return;
    }
    var sent =
        client.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), config.getMaxResponseBodySize()));
    var _ =
        sent.copy()
            .orTimeout(config.getTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (response, failure) -> {
                  if (failure != null) {
                    sent.cancel(true); // It may still wait for an answer.
                    failed(failure, onError);
                  } else {
                    answers.accept(Answer.of(response));
                    onResponse.accept(new Response(response.statusCode(), response.body()));
                  }
                });
  }

  private HttpRequest request(MessageWriter message) throws IOException {
    var request =
        HttpRequest.newBuilder(config.getEndpoint())
            .header("Content-Type", config.getContentType());
    config
        .getHeadersSupplier()
        .get()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    var body = new ByteArrayOutputStream();
    var compressor = config.getCompressor();
    if (compressor == null) {
      message.writeMessage(body);
    } else {
      request.header("Content-Encoding", compressor.getEncoding());
      try (var compressed = compressor.compress(body)) {
        message.writeMessage(compressed);
      }
    }
    return request.POST(BodyPublishers.ofByteArray(body.toByteArray())).build();
  }

  private void failed(Throwable failure, Consumer<Throwable> onError) {
    var inner = failure.getCause();
    var cause = failure instanceof CompletionException && inner != null ? inner : failure;
    answers.accept(new Answer.Nothing(cause));
    onError.accept(cause);
  }

  /** Ends what is under way. */
  @Override
  public CompletableResultCode shutdown() {
    client.shutdownNow();
    return CompletableResultCode.ofSuccess();
  }
}
