package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.runtime.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A socket in front of a stats socket that hands everything on, and does something the moment
 * before a certain command arrives, or answers it in place of HAProxy.
 */
public final class Intruder implements Closeable {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** What happens to the process. */
  interface Trouble {
    void happen() throws IOException;
  }

  private final ServerSocketChannel server;
  private final Path path;
  private final Path behind;
  private final String command;
  private final int times;
  private final AtomicInteger left;
  private final Trouble trouble;
  private final CountDownLatch happened = new CountDownLatch(1);
  private final Optional<String> answer;

  private Intruder(
      Path path, Path behind, String command, int times, Trouble trouble, Optional<String> answer)
      throws IOException {
    this.path = path;
    this.behind = behind;
    this.command = command;
    this.times = times;
    left = new AtomicInteger(times);
    this.trouble = trouble;
    this.answer = answer;
    server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path));
    Thread.startVirtualThread(this::accept);
  }

  /**
   * Begins to listen.
   *
   * @param path a socket that is not there yet
   * @param behind the real one
   * @param command what a request must have in it
   * @param times before which of these the trouble happens, 1 for the first
   */
  static Intruder before(Path path, Path behind, String command, int times, Trouble trouble)
      throws IOException {
    return new Intruder(path, behind, command, times, trouble, Optional.empty());
  }

  /**
   * Begins to listen, and hides each such command from HAProxy.
   *
   * @param answer what is said instead, before the connection is closed
   */
  static Intruder insteadOf(Path path, Path behind, String command, String answer)
      throws IOException {
    return new Intruder(path, behind, command, 0, () -> {}, Optional.of(answer));
  }

  /** Begins to listen, and only counts the commands. */
  public static Intruder counting(Path path, Path behind, String command) throws IOException {
    return before(path, behind, command, Integer.MAX_VALUE, () -> {});
  }

  /** How many of the commands have come so far. */
  public int passed() {
    return times - left.get();
  }

  Endpoint endpoint() {
    return new Endpoint.Unix(path);
  }

  public Path path() {
    return path;
  }

  /** Waits until the trouble has happened. */
  void awaitTrouble() throws InterruptedException {
    happened.await();
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
    @Nullable SocketChannel haproxy = null;
    try (client) {
      var buffer = ByteBuffer.allocate(BUFFER_BYTES);
      var begun = ""; // The end of what has passed, in which the command may have begun.
      while (client.read(buffer) >= 0) {
        var text = begun + new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
        if (answer.isPresent() && text.contains(command)) {
          client.write(ByteBuffer.wrap(answer.get().getBytes(ISO_8859_1)));
          return;
        }
        countDown(text);
        begun = text.substring(Math.max(0, text.length() - command.length() + 1));
        if (haproxy == null) {
          haproxy = connect();
          handBack(haproxy, client);
        }
        write(haproxy, buffer);
      }
    } catch (IOException _) {
      // One of both is gone, and so the other learns it.
    } finally {
      close(haproxy);
    }
  }

  private void countDown(String text) throws IOException {
    for (int at = text.indexOf(command); at >= 0; at = text.indexOf(command, at + 1)) {
      if (left.decrementAndGet() == 0) {
        try {
          trouble.happen();
        } finally {
          happened.countDown();
        }
      }
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

  private static void handBack(SocketChannel haproxy, SocketChannel client) {
    Thread.startVirtualThread(
        () -> {
          try (client) {
            var buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (haproxy.read(buffer) >= 0) {
              write(client, buffer);
            }
          } catch (IOException _) {
            // As above.
          }
        });
  }

  private static void write(SocketChannel to, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    buffer.clear();
  }

  private static void close(@Nullable Closeable channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    close(server);
  }
}
