package org.haproxystats.integration.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Stands before a stats socket, passes requests on, and hangs up on those with a certain text. */
final class Meddler implements AutoCloseable {
  private final Path socket;
  private final Path real;
  private final String unwanted;
  private final ServerSocketChannel listener;

  private Meddler(Path socket, Path real, String unwanted, ServerSocketChannel listener) {
    this.socket = socket;
    this.real = real;
    this.unwanted = unwanted;
    this.listener = listener;
  }

  static Meddler start(Path socket, Path real, String unwanted) throws IOException {
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    var meddler = new Meddler(socket, real, unwanted, listener);
    Thread.ofPlatform().daemon().start(meddler::serve);
    return meddler;
  }

  Path socket() {
    return socket;
  }

  private void serve() {
    while (listener.isOpen()) {
      try {
        var client = listener.accept();
        Thread.ofPlatform().daemon().start(() -> passOn(client));
      } catch (IOException _) {
        return; // Closed at the end of the test.
      }
    }
  }

  /** A request of these tests fits into one read, and its answer ends with the connection. */
  private void passOn(SocketChannel client) {
    try (client;
        var server = SocketChannel.open(UnixDomainSocketAddress.of(real))) {
      var buffer = ByteBuffer.allocate(64 * 1024);
      client.read(buffer);
      buffer.flip();
      if (StandardCharsets.UTF_8.decode(buffer.duplicate()).toString().contains(unwanted)) {
        return;
      }
      while (buffer.hasRemaining()) {
        server.write(buffer);
      }
      buffer.clear();
      while (server.read(buffer) >= 0) {
        buffer.flip();
        client.write(buffer);
        buffer.clear();
      }
    } catch (IOException _) {
      // The client sees the end of its connection.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
