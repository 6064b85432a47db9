package org.haproxystats.sink.otlp;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;

/** A collector that answers as a test wants; in the end that it has taken everything. */
final class HttpCollector implements AutoCloseable {
  record Reply(int status, Map<String, String> headers, ByteString body) {}

  /** One request. */
  record Got(String path, Headers headers, ExportMetricsServiceRequest message) {}

  final BlockingQueue<Got> requests = new LinkedBlockingQueue<>();
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;
  private volatile boolean silent;

  HttpCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers so once, after what was said before. */
  void answersOnce(int status, Map<String, String> headers, byte[] body) {
    replies.add(new Reply(status, headers, ByteString.copyFrom(body)));
  }

  /** Answers nothing from now on. */
  void fallsSilent() {
    silent = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      var plain =
          packed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
      requests.add(
          new Got(
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              ExportMetricsServiceRequest.parseFrom(plain)));
      if (silent) {
        closed.await();
      }
      var reply = replies.poll();
      if (reply == null) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().isEmpty() ? -1 : reply.body().size());
      exchange.getResponseBody().write(reply.body().toByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
