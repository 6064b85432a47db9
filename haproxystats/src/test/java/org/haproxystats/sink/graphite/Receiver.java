package org.haproxystats.sink.graphite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Listens on a port of its own and treats each connection as it is told. */
final class Receiver implements AutoCloseable {

  /** What to do with a connection; it is closed afterwards. */
  interface Behaviour {
    void handle(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;

  Receiver(Behaviour behaviour) throws IOException {
    this(0, behaviour);
  }

  Receiver(int port, Behaviour behaviour) throws IOException {
    listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(() -> accept(behaviour));
  }

  private void accept(Behaviour behaviour) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> handle(socket, behaviour));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void handle(Socket socket, Behaviour behaviour) {
    try (socket) {
      behaviour.handle(socket);
    } catch (IOException | InterruptedException e) {
      // The sender's end of it is what the tests look at.
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
