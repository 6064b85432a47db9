package org.haproxystats.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A receiver that behaves badly until it is told to behave well. */
final class Receiver implements AutoCloseable {

  /** What is done with a connection; it is closed afterwards. */
  interface Behaviour {
    void handle(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> batches = new ConcurrentLinkedQueue<>();
  private volatile Behaviour behaviour;

  private Receiver(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
  }

  static Receiver start(Behaviour behaviour) throws IOException {
    var receiver =
        new Receiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    Thread.ofVirtual().start(receiver::acceptAll);
    return receiver;
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        connections.incrementAndGet();
        open.add(connection);
        Thread.ofVirtual().start(() -> handle(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void handle(Socket connection) {
    try (connection) {
      behaviour.handle(connection);
    } catch (IOException | InterruptedException e) {
      // The sender is what the tests look at.
    } finally {
      open.remove(connection);
    }
  }

  /** Reads all, as carbon does, from now on; connections treated otherwise end. */
  void behave() throws IOException {
    behaviour =
        connection -> {
          var bytes = new ByteArrayOutputStream();
          connection.getInputStream().transferTo(bytes);
          batches.add(bytes.toString(StandardCharsets.US_ASCII));
        };
    for (Socket connection : open) {
      connection.setSoLinger(true, 0);
      connection.close();
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections there were so far. */
  int connections() {
    return connections.get();
  }

  /** The paths of a second that came in whole batches. */
  List<String> pathsOf(long seconds) {
    String end = " " + seconds;
    return batches.stream()
        .flatMap(String::lines)
        .filter(line -> line.endsWith(end))
        .flatMap(line -> Stream.of(line.split(" ", -1)[0]))
        .toList();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
