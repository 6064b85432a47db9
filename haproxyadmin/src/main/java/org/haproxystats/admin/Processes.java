package org.haproxystats.admin;

import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/** Some processes of HAProxy, which are asked all at once. */
record Processes(List<RuntimeClient> clients) {
  Processes {
    clients = List.copyOf(clients);
  }

  <T> Results<T> each(EachProcess.Task<T> task) throws InterruptedException {
    return new Results<>(EachProcess.run(clients, task));
  }

  <T> Results<T> run(Command<T> command) throws InterruptedException {
    return each(process -> process.run(command));
  }

  RuntimeClient at(Endpoint endpoint) {
    return clients.stream()
        .filter(client -> client.endpoint().equals(endpoint))
        .findFirst()
        .orElseThrow();
  }
}
