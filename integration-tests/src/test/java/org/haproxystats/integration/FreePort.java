package org.haproxystats.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Ports of the loopback address for what is started later. Until these tests end, each is bound to
 * a socket that does not listen: the system gives it to nobody else who wants any port, a
 * connection to it is refused, and who asks for it by its number and lets addresses be reused, as
 * servers do, can listen on it as often as he likes.
 */
public final class FreePort {
  /** Held, since the system takes back what is closed or forgotten. */
  private static final Queue<Socket> BOUND = new ConcurrentLinkedQueue<>();

  private FreePort() {}

  /** One that nobody else has. */
  public static int next() {
    try {
      var socket = new Socket();
      BOUND.add(socket);
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
