package org.haproxystats.pull;

import org.haproxystats.runtime.Endpoint;

/**
 * A process to pull.
 *
 * @param name the head of the names of its two files: the socket's base name, or {@code host:port}
 */
record PullTarget(String name, Endpoint endpoint) {

  static PullTarget of(Endpoint endpoint) {
    return new PullTarget(
        switch (endpoint) {
          case Endpoint.Unix unix -> String.valueOf(unix.path().getFileName());
          case Endpoint.Tcp tcp -> tcp.host() + ":" + tcp.port();
        },
        endpoint);
  }

  /** A target whose name is its whole URL, for a short name that another one has already. */
  PullTarget withLongName() {
    return new PullTarget(endpoint.toString().replaceAll("[/:]+", "_"), endpoint);
  }

  String infoFile() {
    return name + "_info";
  }

  String statFile() {
    return name + "_stat";
  }
}
