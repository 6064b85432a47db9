package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stats socket that says what a real one would not, and remembers what it was asked. */
final class FakeHaproxy implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Path path;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** What is done about one line; closing is what ends an answer. */
  interface Answer {
    /** Writes to the connection. */
    void give(String line, SocketChannel connection) throws Exception;
  }

  private FakeHaproxy(Path path, ServerSocketChannel server) {
    this.path = path;
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param version what it says of itself when it is asked what it is
   * @param level the socket's level
   * @param answer to every other line
   */
  static FakeHaproxy start(Path path, String version, String level, Answer answer)
      throws IOException {
    var server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path));
    var fake = new FakeHaproxy(path, server);
    Thread.ofVirtual()
        .start(
            () -> {
              while (server.isOpen()) {
                fake.serve(
                    (line, connection) -> {
                      if (line.startsWith("show info;")) {
                        write(
                            connection,
                            "Name: HAProxy\nVersion: %s\nPid: 7\n\n%s\n\n"
                                .formatted(version, level));
                      } else {
                        fake.lines.add(line);
                        answer.give(line, connection);
                      }
                    });
              }
            });
    return fake;
  }

  private void serve(Answer answer) {
    try {
      var connection = server.accept();
      Thread.ofVirtual()
          .start(
              () -> {
                try (connection) {
                  var in =
                      new BufferedReader(
                          new InputStreamReader(Channels.newInputStream(connection), UTF_8));
                  answer.give(in.readLine(), connection);
                } catch (Exception _) {
                  // The test ended first.
                }
              });
    } catch (IOException _) {
      // Closed: the end of the test.
    }
  }

  static void write(SocketChannel connection, String text) throws IOException {
    connection.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  Endpoint endpoint() {
    return new Endpoint.Unix(path);
  }

  /** What was asked beside what it is. */
  List<String> lines() {
    return lines;
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
