package org.haproxystats.sink.graphite;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.haproxystats.runtime.TlsWire;
import org.haproxystats.runtime.Wire;

/**
 * One connection to one address of a receiver. Every wait has a limit of its own, and ends at once
 * when the thread is interrupted.
 *
 * <p>While it writes it also listens: a receiver of this protocol never answers, so what is heard
 * is the end of the stream, or a reset, and means that the receiver will not read the rest.
 */
final class GraphiteConnection implements AutoCloseable {
  private static final String CLOSED_EARLY = "it closed the connection before it had everything";

  /** What may pass, beside the way there and back, until a receiver's end is known here. */
  private static final Duration HANDING_OVER = Duration.ofMillis(1);

  /** The same for a receiver that nothing good is known of yet, on a busy machine. */
  private static final Duration MAKING_UP_ITS_MIND = Duration.ofMillis(500);

  private static final Duration LONGEST_NEWS = Duration.ofSeconds(1);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Selector selector;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Wire wire;
  private final Duration writeTimeout;
  private final ByteBuffer heard = ByteBuffer.allocate(1024);
  private Duration roundTrip = Duration.ZERO;

  private GraphiteConnection(
      Selector selector, SocketChannel channel, Wire wire, Duration writeTimeout)
      throws IOException {
    this.selector = selector;
    this.channel = channel;
    this.key = channel.register(selector, 0);
    this.wire = wire;
    this.writeTimeout = writeTimeout;
  }

  /**
   * Connects.
   *
   * @param tls for this connection; empty: no TLS
   * @param connectTimeout the limit of the connect, and again of the handshake of TLS
   * @param writeTimeout the limit of a write that makes no progress
   */
  static GraphiteConnection open(
      InetSocketAddress address,
      Optional<SSLEngine> tls,
      Duration connectTimeout,
      Duration writeTimeout)
      throws IOException, InterruptedException {
    var selector = Selector.open();
    try {
      var channel = SocketChannel.open();
      try {
        channel.configureBlocking(false);
        var wire = tls.isPresent() ? new TlsWire(channel, tls.get()) : new Wire.Plain(channel);
        var connection = new GraphiteConnection(selector, channel, wire, writeTimeout);
        connection.connect(address, connectTimeout);
        if (wire instanceof TlsWire shaken) {
          connection.shakeHands(shaken, connectTimeout);
        }
        return connection;
      } catch (Throwable e) {
        channel.close();
        throw e;
      }
    } catch (Throwable e) {
      selector.close();
      throw e;
    }
  }

  private void connect(InetSocketAddress address, Duration timeout)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (!channel.connect(address)) {
      if (!await(SelectionKey.OP_CONNECT, timeout)) {
        throw new SocketTimeoutException("no connection within " + seconds(timeout));
      }
      channel.finishConnect();
    }
    roundTrip = Duration.ofNanos(System.nanoTime() - start);
  }

  private void shakeHands(TlsWire tls, Duration timeout) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      for (int wait = tls.shakeHands(); wait != 0; wait = tls.shakeHands()) {
        if (!await(wait, Duration.ofNanos(deadline - System.nanoTime()))) {
          throw new SocketTimeoutException(
              "no TLS handshake within " + seconds(timeout) + "; does it speak TLS at this port?");
        }
      }
    } catch (SSLException e) {
      throw new SSLException(
          "no TLS connection: "
              + e.getMessage()
              + "; check tls-ca, tls-certificate and tls-check-name in [graphite]",
          e);
    }
  }

  /**
   * Writes all of it.
   *
   * @throws IOException the receiver went away, or took nothing for as long as the time-out
   */
  void write(ByteBuffer lines) throws IOException, InterruptedException {
    wire.write(lines);
    writeRest(lines);
  }

  private void writeRest(ByteBuffer lines) throws IOException, InterruptedException {
    while (lines.hasRemaining() || wire.hasUnsent()) {
      if (!await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, writeTimeout)) {
        throw new SocketTimeoutException("it took nothing for " + seconds(writeTimeout));
      }
      if (key.isReadable() && endOfStream()) {
        throw new SocketException(CLOSED_EARLY);
      }
      wire.write(lines);
    }
  }

  /**
   * Says that this was all, and waits until the receiver closes its side too. It does that when it
   * has read everything, so its end of stream is the confirmation.
   *
   * <p>A receiver that ends just before the last bytes reach it also gives an end of stream, and
   * only then a reset, which nobody would see. So before it says that this was all, it listens for
   * as long as such an end needs to get here; much longer where the receiver has yet to show that
   * it behaves, since it may be slow to end.
   *
   * @param trusted whether the last delivery to this receiver was confirmed
   * @throws IOException the receiver went away, or did not close its side in time
   */
  void finish(Duration timeout, boolean trusted) throws IOException, InterruptedException {
    endOutput(trusted);
    if (!endsWithin(timeout)) {
      throw new SocketTimeoutException(
          "everything was written, but within "
              + seconds(timeout)
              + " it did not close its side of the connection to say that it has read it; if it"
              + " reads but never closes, set confirm = false in [graphite]");
    }
  }

  /**
   * Says that this was all. The receiver may still lose it.
   *
   * @throws IOException the receiver went away before
   */
  void finishUnconfirmed() throws IOException, InterruptedException {
    endOutput(true);
  }

  private void endOutput(boolean trusted) throws IOException, InterruptedException {
    if (endsWithin(timeForNews(trusted))) {
      throw new SocketException(CLOSED_EARLY);
    }
    wire.endOutput();
    writeRest(NOTHING);
  }

  private Duration timeForNews(boolean trusted) {
    var twice = roundTrip.multipliedBy(2).plus(trusted ? HANDING_OVER : MAKING_UP_ITS_MIND);
    return twice.compareTo(LONGEST_NEWS) < 0 ? twice : LONGEST_NEWS;
  }

  private boolean endsWithin(Duration timeout) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!endOfStream()) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !await(SelectionKey.OP_READ, Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }

  /** What TLS has to say besides is read on the way. */
  private boolean endOfStream() throws IOException {
    try {
      int count;
      do {
        count = wire.read(heard.clear());
      } while (count > 0);
      return count < 0;
    } catch (EOFException e) {
      return true; // carbon-c-relay ends without the farewell of TLS.
    }
  }

  /** Waits for one of these; false when the time is over. */
  private boolean await(int operations, Duration timeout) throws IOException, InterruptedException {
    key.interestOps(operations);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      selector.selectedKeys().clear();
      long left = deadline - System.nanoTime();
      int ready = left > 0 ? selector.select(left / 1_000_000 + 1) : selector.selectNow();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for " + channel);
      }
      if (ready > 0 || left <= 0) {
        return ready > 0;
      }
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      channel.close();
    }
  }
}
