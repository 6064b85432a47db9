package org.haproxystats.admin.doctor;

import org.haproxystats.runtime.Endpoint;

/**
 * A socket to examine.
 *
 * @param name of its load balancer in a configuration file; may be empty
 * @param group sockets of one group are meant to be one load balancer, a socket for each process
 * @param endpoint a stats socket, an {@link Endpoint.Master}, or a directory that has no socket
 * @param mayBeMaster whether it is fine that a master answers where a stats socket is expected, as
 *     in a directory with the sockets of all
 */
public record Patient(String name, String group, Endpoint endpoint, boolean mayBeMaster) {
  /** Where to connect. */
  Endpoint socket() {
    return endpoint instanceof Endpoint.Master ? endpoint.master() : endpoint;
  }
}
