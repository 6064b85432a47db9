package org.haproxystats.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines over TCP as Graphite does, throws them away, and knows when the last byte came. It
 * never limits the sender: a connection is read as fast as it can be, and closed when the sender
 * has closed its side.
 */
final class Receiver implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final int port;
  private volatile @Nullable ServerSocketChannel listener;
  private volatile @Nullable FileChannel copy;
  private volatile long bytes;
  private volatile long lastByteNanos;
  private volatile long firstConnectNanos;

  private Receiver(int port) {
    this.port = port;
  }

  static Receiver start() throws IOException {
    var listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    var receiver = new Receiver(port);
    receiver.listen(listener);
    return receiver;
  }

  private void listen(ServerSocketChannel open) {
    listener = open;
    firstConnectNanos = 0;
    Thread.ofPlatform().daemon().start(() -> acceptAll(open));
  }

  private void acceptAll(ServerSocketChannel open) {
    try {
      while (true) {
        var connection = open.accept();
        if (firstConnectNanos == 0) {
          firstConnectNanos = System.nanoTime();
        }
        Thread.ofPlatform().daemon().start(() -> read(connection));
      }
    } catch (ClosedChannelException e) {
      // It is closed: the end.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(SocketChannel connection) {
    var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (connection) {
      for (int count = connection.read(buffer); count >= 0; count = connection.read(buffer)) {
        received(count);
        var file = copy;
        if (file != null) {
          file.write(buffer.flip());
        }
        buffer.clear();
      }
    } catch (IOException e) {
      System.err.println("receiver: " + e);
    }
  }

  private synchronized void received(int count) {
    bytes += count;
    lastByteNanos = System.nanoTime();
  }

  int port() {
    return port;
  }

  /** All bytes since the start. */
  long bytes() {
    return bytes;
  }

  long lastByteNanos() {
    return lastByteNanos;
  }

  /** When the first connection came since it listens; 0 if none has. */
  long firstConnectNanos() {
    return firstConnectNanos;
  }

  /** Waits until nothing has come for a while. */
  void awaitQuiet(Duration quiet) throws InterruptedException {
    while (System.nanoTime() - lastByteNanos < quiet.toNanos()) {
      Thread.sleep(5);
    }
  }

  /** Keeps a copy of all that comes from now on. */
  void copyTo(Path file) throws IOException {
    copy = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  void endCopy() throws IOException {
    var file = copy;
    copy = null;
    if (file != null) {
      file.close();
    }
  }

  /** Refuses connections until {@link #comeBack()}. */
  void goAway() throws IOException {
    var open = listener;
    if (open != null) {
      open.close();
    }
  }

  void comeBack() throws IOException {
    var open = ServerSocketChannel.open();
    open.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listen(open);
  }

  @Override
  public void close() throws IOException {
    goAway();
    endCopy();
  }
}
