package org.haproxystats.admin.cli;

import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/**
 * One load balancer whose processes have been asked.
 *
 * @param target how it was named
 * @param haproxy the processes that answer
 * @param unreachable those that do not
 */
record LoadBalancer(Target target, HAProxy haproxy, List<? extends Outcome.Failed<?>> unreachable) {
  LoadBalancer {
    unreachable = List.copyOf(unreachable);
  }

  /** In the configuration file; empty if it was named by its sockets. */
  String name() {
    return target.name();
  }

  List<RuntimeClient> processes() {
    return haproxy.processes();
  }

  Optional<Endpoint> master() {
    return target.master();
  }
}
