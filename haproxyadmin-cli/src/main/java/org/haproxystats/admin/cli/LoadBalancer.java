package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.List;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.ProxyObject;
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

  /** Those of the processes that have an object. */
  HAProxy having(ProxyObject object) throws IOException, InterruptedException {
    var having = object.processes();
    return haproxy.only(having::contains);
  }
}
