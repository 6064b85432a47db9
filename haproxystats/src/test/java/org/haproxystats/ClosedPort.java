package org.haproxystats;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback address on which nobody listens, bound so that the system gives it to
 * nobody else meanwhile. Who asks for it by its number can listen on it all the same, if he lets
 * addresses be reused.
 */
public record ClosedPort(Socket socket) implements AutoCloseable {
  public static ClosedPort take() throws IOException {
    var socket = new Socket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new ClosedPort(socket);
  }

  public int number() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
