package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.runtime.Endpoint;

/**
 * A socket in front of a stats socket that hands everything on, and does something the moment
 * before a certain command arrives.
 */
final class Intruder implements Closeable {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** What happens to the process. */
  interface Trouble {
    void happen() throws IOException;
  }

  private final ServerSocketChannel server;
  private final Path path;
  private final Path behind;
  private final String command;
  private final AtomicInteger left;
  private final Trouble trouble;

  private Intruder(
      ServerSocketChannel server,
      Path path,
      Path behind,
      String command,
      int times,
      Trouble trouble) {
    this.server = server;
    this.path = path;
    this.behind = behind;
    this.command = command;
    left = new AtomicInteger(times);
    this.trouble = trouble;
  }

  /**
   * Begins to listen.
   *
   * @param path a socket that is not there yet
   * @param behind the real one
   * @param command what a request must have in it
   * @param times before which of these requests the trouble happens, 1 for the first
   */
  static Intruder before(Path path, Path behind, String command, int times, Trouble trouble)
      throws IOException {
    var server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path));
    var intruder = new Intruder(server, path, behind, command, times, trouble);
    Thread.startVirtualThread(intruder::accept);
    return intruder;
  }

  Endpoint endpoint() {
    return new Endpoint.Unix(path);
  }

  Path path() {
    return path;
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      var buffer = ByteBuffer.allocate(BUFFER_BYTES);
      client.read(buffer);
      var request = new String(buffer.array(), 0, buffer.position(), UTF_8);
      if (request.contains(command) && left.decrementAndGet() == 0) {
        trouble.happen();
      }
      try (var haproxy = connect()) {
        write(haproxy, buffer);
        Thread.startVirtualThread(() -> copyUntilClosed(client, haproxy));
        copy(haproxy, client);
      }
    } catch (IOException _) {
      // One of both is gone, and so the other learns it.
    }
  }

  /** Where nobody listens behind, nobody listens here either. */
  private SocketChannel connect() throws IOException {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(behind));
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Who asks closes only when the answer is there, or when it is given up. */
  private static void copyUntilClosed(SocketChannel client, SocketChannel haproxy) {
    try (haproxy) {
      copy(client, haproxy);
    } catch (IOException _) {
      // It was closed already.
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (from.read(buffer) >= 0) {
        write(to, buffer);
      }
    } catch (IOException _) {
      // As above.
    }
  }

  private static void write(SocketChannel to, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
