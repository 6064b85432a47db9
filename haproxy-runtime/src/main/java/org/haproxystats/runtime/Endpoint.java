package org.haproxystats.runtime;

import java.nio.file.Path;

/** Where a HAProxy process can be asked. */
public sealed interface Endpoint {

  /** A stats socket in the file system. */
  record Unix(Path path) implements Endpoint {
    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /** A stats socket on the network; {@code host} is a name or an address without brackets. */
  record Tcp(String host, int port) implements Endpoint {
    @Override
    public String toString() {
      return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }
}
