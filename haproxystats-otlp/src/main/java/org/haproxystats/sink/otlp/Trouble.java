package org.haproxystats.sink.otlp;

import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Words for what goes wrong, and what to do about it. */
final class Trouble {
  private static final int LONGEST_QUOTE = 300;

  private static final String OVERLOADED = "it has too much to do; look at its own log and metrics";
  private static final String CREDENTIALS =
      "check header.* and tls-certificate in [otlp], and whom the collector lets in";
  private static final String NOT_TAKEN = "look at its log for what it does not like";
  private static final String NO_RECEIVER =
      "check endpoint and protocol in [otlp], and that the collector has a receiver 'otlp' in a pipeline for metrics";
  private static final String TOO_LARGE =
      "let it take requests of 4 MB (max_request_body_size, max_recv_msg_size_mib)";
  private static final String NO_TLS =
      "check endpoint, tls-ca and tls-certificate in [otlp], and the collector's certificate";
  private static final String TOO_SLOW =
      "look at what it does so long, or raise timeout in [otlp] (with gRPC up to 10)";
  private static final String AWAY = "check whether it runs, and endpoint in [otlp]";

  private Trouble() {}

  /** Whether the same request will be refused again. */
  static boolean isForGood(Answer answer) {
    return switch (answer) {
      case Answer.OverHttp http ->
          http.status() == 400 || http.status() == 413 || http.status() == 422;
      case Answer.OverGrpc grpc -> grpc.status() == GrpcStatusCode.INVALID_ARGUMENT;
      case Answer.Nothing _ -> false;
    };
  }

  /** What went wrong, for the log. */
  static String reason(Answer answer) {
    return switch (answer) {
      case Answer.OverHttp http ->
          "it answers %d%s; %s"
              .formatted(http.status(), quoted(http.message()), advice(http.status()));
      case Answer.OverGrpc grpc ->
          "it answers %s%s; %s"
              .formatted(grpc.status(), quoted(grpc.message()), advice(grpc.status()));
      case Answer.Nothing(var cause) -> reason(cause);
    };
  }

  /** In one line, and not endless. */
  static String quoted(String message) {
    var line = message.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    var quote = line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
    return quote.isEmpty() ? "" : " (" + quote + ")";
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 -> CREDENTIALS;
      case 413 -> TOO_LARGE;
      case 429, 502, 503, 504 -> OVERLOADED;
      case 400, 422 -> NOT_TAKEN;
      default -> status >= 500 ? NOT_TAKEN : NO_RECEIVER;
    };
  }

  private static String advice(GrpcStatusCode status) {
    return switch (status) {
      case UNAUTHENTICATED, PERMISSION_DENIED -> CREDENTIALS;
      case UNIMPLEMENTED, UNKNOWN, NOT_FOUND -> NO_RECEIVER;
      case RESOURCE_EXHAUSTED -> OVERLOADED + ", or " + TOO_LARGE;
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED -> OVERLOADED;
      default -> NOT_TAKEN;
    };
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> "its name is not known; " + AWAY;
      case HttpConnectTimeoutException _ -> "no connection in time; " + AWAY;
      // Over HTTP it has no words of its own.
      case ConnectException _ when cause.getMessage() == null -> "no connection; " + AWAY;
      case ConnectException _ -> "no connection" + quoted(message(cause)) + "; " + AWAY;
      case TimeoutException _, InterruptedIOException _ -> "no answer in time; " + TOO_SLOW;
      case SSLException _ -> message(cause) + "; " + NO_TLS;
      default -> message(cause) + "; " + NO_RECEIVER;
    };
  }

  private static String message(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
