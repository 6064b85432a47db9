package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes Graphite's lines as carbon does: it reads a connection to its end, and closes it only then.
 */
final class LineReceiver implements AutoCloseable {
  private final ServerSocket server;
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

  /** One line: {@code path value seconds}. */
  record Line(String path, String value, String seconds) {}

  private LineReceiver(ServerSocket server) {
    this.server = server;
  }

  /** Listens on a free port of the loopback address. */
  static LineReceiver start() {
    try {
      var receiver = new LineReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(receiver::acceptAll);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> readAll(connection));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void readAll(Socket connection) {
    try (connection;
        var reader =
            new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] parts = line.split(" ", -1);
        lines.add(
            parts.length == 3 ? new Line(parts[0], parts[1], parts[2]) : new Line(line, "", ""));
      }
    } catch (IOException e) {
      lines.add(new Line("connection broken: " + e.getMessage(), "", ""));
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** All lines so far, in the order of their arrival. */
  List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The paths that came with this second, in the order of their arrival. */
  List<String> pathsOf(long seconds) {
    String second = Long.toString(seconds);
    return lines.stream().filter(line -> line.seconds().equals(second)).map(Line::path).toList();
  }

  /** The last value of each path. */
  Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    lines.forEach(line -> values.put(line.path(), line.value()));
    return values;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
