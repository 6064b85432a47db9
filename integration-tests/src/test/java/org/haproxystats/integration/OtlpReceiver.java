package org.haproxystats.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes what an OpenTelemetry collector takes, with the official classes of the protocol. It
 * answers as a test wants, and in the end that it has taken everything.
 */
final class OtlpReceiver implements AutoCloseable {
  enum Protocol {
    HTTP,
    GRPC
  }

  enum Reply {
    IS_BUSY(429, Status.RESOURCE_EXHAUSTED),
    IS_AWAY_FOR_A_WHILE(503, Status.UNAVAILABLE),
    REFUSES(400, Status.INVALID_ARGUMENT),
    HANGS(0, Status.OK),
    TAKES_ALL_BUT_ONE(200, Status.OK),
    TAKES(200, Status.OK);

    private final int http;

    @SuppressWarnings("ImmutableEnumChecker") // it is
    private final Status grpc;

    Reply(int http, Status grpc) {
      this.http = http;
      this.grpc = grpc;
    }

    boolean takes() {
      return http == 200;
    }
  }

  private static final ExportMetricsServiceResponse ALL =
      ExportMetricsServiceResponse.getDefaultInstance();
  private static final ExportMetricsServiceResponse ALL_BUT_ONE =
      ExportMetricsServiceResponse.newBuilder()
          .setPartialSuccess(
              ExportMetricsPartialSuccess.newBuilder()
                  .setRejectedDataPoints(1)
                  .setErrorMessage("one is too many"))
          .build();

  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final Queue<Reply> given = new ConcurrentLinkedQueue<>();
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();
  private final Queue<OtlpPoint> points = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String retryAfter = "1";
  private Runnable stop = () -> {};

  private OtlpReceiver() {}

  static OtlpReceiver start(Protocol protocol, int port) throws IOException {
    return switch (protocol) {
      case HTTP -> http(port, null);
      case GRPC -> grpc(port, InsecureServerCredentials.create());
    };
  }

  /**
   * Over HTTP.
   *
   * @param tls for a server that wants a certificate of its client; null: no TLS
   */
  static OtlpReceiver http(int port, @Nullable SSLContext tls) throws IOException {
    var receiver = new OtlpReceiver();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server;
    if (tls == null) {
      server = HttpServer.create(address, 10);
    } else {
      var secure = HttpsServer.create(address, 10);
      secure.setHttpsConfigurator(
          new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
              var wanted = getSSLContext().getDefaultSSLParameters();
              wanted.setNeedClientAuth(true);
              parameters.setSSLParameters(wanted);
            }
          });
      server = secure;
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/metrics", receiver::answer);
    server.start();
    receiver.stop = () -> server.stop(0);
    return receiver;
  }

  /** Over gRPC. */
  static OtlpReceiver grpc(int port, ServerCredentials credentials) throws IOException {
    var receiver = new OtlpReceiver();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Server server =
        NettyServerBuilder.forAddress(address, credentials)
            .addService(receiver.new Service())
            .build()
            .start();
    receiver.stop = server::shutdownNow;
    return receiver;
  }

  /** What it answers next, one after the other. */
  void replies(Reply... next) {
    replies.addAll(List.of(next));
  }

  /** Refuses what was taken in this second, from now on. */
  void refuse(long second) {
    refused.add(second);
  }

  /** Asks to be left alone for so long when it takes nothing, over HTTP; 1 second if not told. */
  void askToWait(int seconds) {
    retryAfter = Integer.toString(seconds);
  }

  /** What it has answered, or would answer if it did not hang. */
  List<Reply> given() {
    return List.copyOf(given);
  }

  /** What it has taken. */
  List<OtlpPoint> points() {
    return List.copyOf(points);
  }

  /** What it has taken since this was asked last. */
  List<OtlpPoint> drain() {
    var drained = new ArrayList<OtlpPoint>();
    for (var point = points.poll(); point != null; point = points.poll()) {
      drained.add(point);
    }
    return drained;
  }

  private Reply take(ExportMetricsServiceRequest request) throws InterruptedException {
    var next = replies.poll();
    var sent = OtlpPoint.of(request);
    var usual =
        sent.stream().anyMatch(point -> refused.contains(point.time()))
            ? Reply.REFUSES
            : Reply.TAKES;
    var reply = next == null ? usual : next;
    given.add(reply);
    if (reply == Reply.HANGS) {
      closed.await();
    } else if (reply.takes()) {
      points.addAll(sent);
    }
    return reply;
  }

  private static ExportMetricsServiceResponse success(Reply reply) {
    return reply == Reply.TAKES_ALL_BUT_ONE ? ALL_BUT_ONE : ALL;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var unpacked = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      var reply = take(ExportMetricsServiceRequest.parseFrom(unpacked));
      if (!reply.takes()) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
        exchange.sendResponseHeaders(reply.http, -1);
        return;
      }
      var answer = success(reply).toByteArray();
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Service extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> observer) {
      try {
        var reply = take(request);
        if (reply.takes()) {
          observer.onNext(success(reply));
          observer.onCompleted();
        } else if (reply != Reply.HANGS) {
          observer.onError(reply.grpc.withDescription("as the test wants").asException());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    stop.run();
  }
}
