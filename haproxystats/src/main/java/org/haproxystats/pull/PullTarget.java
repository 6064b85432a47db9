package org.haproxystats.pull;

import org.haproxystats.runtime.Endpoint;

/**
 * A process to pull.
 *
 * @param name the head of the names of its two files: the socket's base name, or {@code host:port};
 *     for a worker that of its master, with the pid behind it
 */
record PullTarget(String name, Endpoint endpoint) {

  static PullTarget of(Endpoint endpoint) {
    return new PullTarget(endpoint.shortName(), endpoint);
  }

  /** The name of what does not change with a reload: the socket, or the master's of a worker. */
  String lastingName() {
    return endpoint instanceof Endpoint.Worker(var master, var _) ? master.shortName() : name;
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
