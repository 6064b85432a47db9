package org.haproxystats.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of one HAProxy that asks for a value of its map again and again, and remembers if one
 * was neither the old nor the new one, or came after a newer one.
 */
final class MapVisitor implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Path socket;
  private final MapSite site;
  private final AtomicInteger visits = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;
  private volatile int round;
  private volatile String wrong = "";

  private MapVisitor(Path socket, MapSite site) {
    this.socket = socket;
    this.site = site;
    thread = Thread.ofPlatform().daemon().start(this::visit);
  }

  static MapVisitor start(Path socket, MapSite site) {
    return new MapVisitor(socket, site);
  }

  /** Fails if it got what it should not, or nothing. */
  void requireWell(int newest) throws IOException {
    if (!wrong.isEmpty() || round > newest || visits.get() == 0) {
      throw new IOException(
          "%s: %d answers, the last of round %d %s".formatted(socket, visits.get(), round, wrong));
    }
    visits.set(0);
  }

  private void visit() {
    while (!closed) {
      try {
        int number = ThreadLocalRandom.current().nextInt(site.entries());
        var value = ask(MapSite.host(number));
        int its = Integer.parseInt(value.substring(value.indexOf('.') + 1));
        if (its < round || !value.equals(MapSite.value(number, its))) {
          wrong = "'%s' for %d after round %d".formatted(value, number, round);
        }
        round = its;
        visits.incrementAndGet();
        Thread.sleep(PAUSE);
      } catch (IOException | RuntimeException | InterruptedException e) {
        wrong = closed ? "" : e.toString();
      }
    }
  }

  private String ask(String host) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var request = "GET / HTTP/1.0\r\nHost: %s\r\n\r\n".formatted(host);
      channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      var answer = new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
