package org.haproxystats.admin.cli;

import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Endpoint;

/**
 * One load balancer as it was named, not yet asked.
 *
 * @param name in the configuration file; empty if it was named by its sockets
 * @param endpoints its processes
 * @param isSearched whether they are all sockets of a directory, which may have those of others too
 * @param master its master process, if one was named
 */
record Target(
    String name, List<Endpoint> endpoints, boolean isSearched, Optional<Endpoint> master) {
  Target {
    endpoints = List.copyOf(endpoints);
  }

  /** Begins a message about it. */
  String prefix() {
    return name.isEmpty() ? "" : name + ": ";
  }
}
