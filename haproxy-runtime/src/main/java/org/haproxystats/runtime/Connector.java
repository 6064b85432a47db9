package org.haproxystats.runtime;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haproxystats.runtime.EndpointException.Reason;

/**
 * Finds a way to an endpoint: looks up names, tries several addresses, waits for room in a queue.
 */
final class Connector {
  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 20;

  private Connector() {}

  static RuntimeConnection open(Endpoint endpoint, Deadline limit)
      throws EndpointException, InterruptedException {
    // Not a switch over the types: to link the first of a program takes longer than to connect.
    if (endpoint instanceof Endpoint.Unix unix) {
      return openUnix(unix, limit);
    }
    if (endpoint instanceof Endpoint.Tcp(var host, var port)) {
      return openTcp(endpoint, host, port, limit);
    }
    if (endpoint instanceof Endpoint.Tls(var host, var port, var _)) {
      return openTcp(endpoint, host, port, limit);
    }
    return open(endpoint.master(), limit);
  }

  private static RuntimeConnection openUnix(Endpoint.Unix endpoint, Deadline limit)
      throws EndpointException, InterruptedException {
    var address = UnixDomainSocketAddress.of(endpoint.path());
    // The kernel does not let a connect wait for room in a full queue unless it blocks a thread.
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      try {
        return RuntimeConnection.connect(endpoint, address, limit);
      } catch (EndpointException e) {
        if (e.reason() != Reason.CONNECT_FAILED || !(e.getCause() instanceof SocketException)) {
          throw e;
        }
        if (limit.remainingNanos() < TimeUnit.MILLISECONDS.toNanos(pause)) {
          throw new EndpointException(
              endpoint,
              Reason.CONNECT_TIMEOUT,
              "no connection in time: " + e.getCause().getMessage(),
              e);
        }
      }
      Thread.sleep(pause);
    }
  }

  private static RuntimeConnection openTcp(Endpoint endpoint, String host, int port, Deadline limit)
      throws EndpointException, InterruptedException {
    var addresses = resolve(endpoint, host, limit);
    for (int i = 0; ; i++) {
      try {
        return RuntimeConnection.connect(
            endpoint, new InetSocketAddress(addresses.get(i), port), limit);
      } catch (EndpointException e) {
        if (i == addresses.size() - 1 || limit.hasPassed()) {
          throw e;
        }
      }
    }
  }

  /** Asks the system's resolver on a thread of its own, because it knows no time-out. */
  private static List<InetAddress> resolve(Endpoint endpoint, String host, Deadline limit)
      throws EndpointException, InterruptedException {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      // A name, then.
    }
    var lookup = new FutureTask<>(() -> List.of(InetAddress.getAllByName(host)));
    Thread.ofPlatform().daemon().name("resolve " + host).start(lookup);
    try {
      return lookup.get(limit.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new EndpointException(
          endpoint, Reason.CONNECT_TIMEOUT, "the host's name was not resolved in time", e);
    } catch (ExecutionException e) {
      var detail =
          e.getCause() instanceof UnknownHostException
              ? "unknown host '" + host + "'"
              : "the host's name could not be resolved: " + e.getCause();
      throw new EndpointException(endpoint, Reason.UNKNOWN_HOST, detail, e);
    }
  }
}
