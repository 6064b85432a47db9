package org.haproxystats.admin;

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
import java.util.function.UnaryOperator;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/** A stats socket with the answers of a version that the tests cannot run. */
final class FakeProcess implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Path path;
  private final String version;
  private final UnaryOperator<String> answers;
  private final List<String> commands = new CopyOnWriteArrayList<>();

  private FakeProcess(
      ServerSocketChannel server, Path path, String version, UnaryOperator<String> answers) {
    this.server = server;
    this.path = path;
    this.version = version;
    this.answers = answers;
  }

  /**
   * Listens.
   *
   * @param answers the text for each command, without the line feeds at its end
   */
  static FakeProcess start(Path path, String version, UnaryOperator<String> answers)
      throws IOException {
    var server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path));
    var process = new FakeProcess(server, path, version, answers);
    Thread.ofVirtual().start(process::serve);
    return process;
  }

  private void serve() {
    try {
      while (true) {
        answer(server.accept());
      }
    } catch (IOException _) {
      // Closed: the end of the test.
    }
  }

  private void answer(SocketChannel connection) {
    try (connection) {
      var line =
          new BufferedReader(new InputStreamReader(Channels.newInputStream(connection), UTF_8))
              .readLine();
      var answer =
          line.startsWith("show info;")
              ? "Name: HAProxy\nVersion: " + version + "\nPid: 7\n\nadmin"
              : answered(line.substring(line.lastIndexOf(';') + 1));
      connection.write(ByteBuffer.wrap((answer + "\n\n").getBytes(UTF_8)));
    } catch (IOException _) {
      // Who has asked is gone, and others may ask.
    }
  }

  private String answered(String command) {
    commands.add(command);
    return answers.apply(command);
  }

  RuntimeClient client() {
    return new RuntimeClient(new Endpoint.Unix(path));
  }

  /** What it was told, without what only sets the connection up. */
  List<String> commands() {
    return commands;
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
