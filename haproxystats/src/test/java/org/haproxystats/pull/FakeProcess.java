package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A stats socket that does what a real HAProxy cannot be made to do. */
final class FakeProcess implements AutoCloseable {

  /** What is done with a connection; it is closed afterwards. */
  interface Behaviour {
    void serve(String line, SocketChannel connection) throws Exception;
  }

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> askedForFields = new ConcurrentLinkedQueue<>();
  private final ServerSocketChannel server;

  private FakeProcess(ServerSocketChannel server) {
    this.server = server;
  }

  static FakeProcess at(Path socket, Behaviour behaviour) throws IOException {
    var process =
        new FakeProcess(
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket)));
    Thread.ofVirtual().start(() -> process.accept(behaviour));
    return process;
  }

  /** A process that answers every line with the same bytes. */
  static FakeProcess answering(Path socket, byte[] answer) throws IOException {
    return at(socket, (_, connection) -> write(connection, answer));
  }

  static void write(SocketChannel connection, byte[] bytes) throws IOException {
    for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
      connection.write(buffer);
    }
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        var connection = server.accept();
        Thread.ofVirtual().start(() -> serve(behaviour, connection));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private void serve(Behaviour behaviour, SocketChannel connection) {
    try (connection) {
      var line = readLine(connection);
      (line.contains("typed") ? askedForFields : asked).add(line);
      behaviour.serve(line, connection);
    } catch (Exception _) {
      // The other side is gone, as some tests want it.
    }
  }

  private static String readLine(SocketChannel connection) throws IOException {
    var line = new StringBuilder();
    for (var one = ByteBuffer.allocate(1); connection.read(one) == 1; one.clear()) {
      if (one.get(0) == '\n') {
        break;
      }
      line.append(ISO_8859_1.decode(one.flip()));
    }
    return line.toString();
  }

  /** The lines that were asked so far, one a connection, but for those of the next method. */
  Queue<String> asked() {
    return asked;
  }

  /** The lines that asked for typed output, which says what each field means. */
  Queue<String> askedForFields() {
    return askedForFields;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
