package org.haproxystats.sink.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.exporter.internal.RetryUtil;
import io.opentelemetry.exporter.otlp.internal.GrpcExporterUtil;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What has come back for one request. */
@SuppressWarnings("ArrayRecordComponent") // answers are compared by nobody
sealed interface Answer {

  /**
   * An answer over HTTP.
   *
   * @param message what it says of a failure, in words; empty: nothing
   * @param retryAfter how long the collector asks to be left alone; zero: it does not say
   */
  record OverHttp(int status, String message, byte[] body, Duration retryAfter) implements Answer {}

  /**
   * An answer over gRPC.
   *
   * @param message what it says of a failure, in words; empty: nothing
   */
  record OverGrpc(GrpcStatusCode status, String message, byte[] body) implements Answer {}

  /** There was none. */
  record Nothing(Throwable cause) implements Answer {}

  static Answer of(HttpResponse<byte[]> response) {
    var headers = response.headers();
    var retryAfter = RetryUtil.retryAfterNanos(headers.firstValue("Retry-After").orElse(null));
    return new OverHttp(
        response.statusCode(),
        message(headers.firstValue("Content-Type").orElse(""), response.body()),
        response.body(),
        Duration.ofNanos(retryAfter.orElse(0)));
  }

  static Answer of(GrpcResponse response) {
    return new OverGrpc(
        response.getStatusCode(),
        Optional.ofNullable(response.getStatusDescription()).orElse(""),
        response.getResponseMessage());
  }

  /** A collector answers with a {@code Status} in protobuf, what stands before it with text. */
  private static String message(String type, byte[] body) {
    if (type.startsWith("application/x-protobuf")) {
      try {
        return GrpcExporterUtil.getStatusMessage(body);
      } catch (IOException e) {
        return "";
      }
    }
    return type.startsWith("text/html") ? "" : new String(body, UTF_8);
  }
}
