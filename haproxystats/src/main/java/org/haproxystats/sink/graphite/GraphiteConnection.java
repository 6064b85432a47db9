package org.haproxystats.sink.graphite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

  private final Selector selector;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Duration writeTimeout;
  private final ByteBuffer heard = ByteBuffer.allocate(1024);
  private Duration roundTrip = Duration.ZERO;

  private GraphiteConnection(Selector selector, SocketChannel channel, Duration writeTimeout)
      throws IOException {
    this.selector = selector;
    this.channel = channel;
    this.key = channel.register(selector, 0);
    this.writeTimeout = writeTimeout;
  }

  static GraphiteConnection open(
      InetSocketAddress address, Duration connectTimeout, Duration writeTimeout)
      throws IOException, InterruptedException {
    var selector = Selector.open();
    try {
      var channel = SocketChannel.open();
      try {
        channel.configureBlocking(false);
        var connection = new GraphiteConnection(selector, channel, writeTimeout);
        connection.connect(address, connectTimeout);
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

  /**
   * Writes all of it.
   *
   * @throws IOException the receiver went away, or took nothing for as long as the time-out
   */
  void write(ByteBuffer lines) throws IOException, InterruptedException {
    while (lines.hasRemaining()) {
      if (channel.write(lines) > 0) {
        continue;
      }
      if (!await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, writeTimeout)) {
        throw new SocketTimeoutException("it took nothing for " + seconds(writeTimeout));
      }
      if (key.isReadable() && endOfStream()) {
        throw new SocketException(CLOSED_EARLY);
      }
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
    listenForEarlyEnd(trusted);
    channel.shutdownOutput();
    long deadline = System.nanoTime() + timeout.toNanos();
    do {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !await(SelectionKey.OP_READ, Duration.ofNanos(left))) {
        throw new SocketTimeoutException(
            "everything was written, but within "
                + seconds(timeout)
                + " it did not close its side of the connection to say that it has read it; if it"
                + " reads but never closes, set confirm = false in [graphite]");
      }
    } while (!endOfStream());
  }

  /**
   * Says that this was all. The receiver may still lose it.
   *
   * @throws IOException the receiver went away before
   */
  void finishUnconfirmed() throws IOException, InterruptedException {
    listenForEarlyEnd(true);
    channel.shutdownOutput();
  }

  private void listenForEarlyEnd(boolean trusted) throws IOException, InterruptedException {
    if (await(SelectionKey.OP_READ, timeForNews(trusted)) && endOfStream()) {
      throw new SocketException(CLOSED_EARLY);
    }
  }

  private Duration timeForNews(boolean trusted) {
    var twice = roundTrip.multipliedBy(2).plus(trusted ? HANDING_OVER : MAKING_UP_ITS_MIND);
    return twice.compareTo(LONGEST_NEWS) < 0 ? twice : LONGEST_NEWS;
  }

  private boolean endOfStream() throws IOException {
    heard.clear();
    return channel.read(heard) < 0;
  }

  /** Waits for one of these; false when the time is over. */
  private boolean await(int operations, Duration timeout) throws IOException, InterruptedException {
    key.interestOps(operations);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      selector.selectedKeys().clear();
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      int ready = left > 0 ? selector.select(left) : selector.selectNow();
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
