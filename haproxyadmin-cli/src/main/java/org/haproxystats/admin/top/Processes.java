package org.haproxystats.admin.top;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Results;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/** The processes of the load balancer, to be asked all at once. */
record Processes(List<RuntimeClient> clients) {
  /** What is done with one process. */
  @FunctionalInterface
  interface Task<T> {
    T run(RuntimeClient process) throws IOException, InterruptedException;
  }

  Processes {
    clients = List.copyOf(clients);
  }

  RuntimeClient at(Endpoint endpoint) {
    return clients.stream()
        .filter(client -> client.endpoint().equals(endpoint))
        .findFirst()
        .orElseThrow();
  }

  <T> Results<T> run(Command<T> command) throws InterruptedException {
    return each(process -> process.run(command));
  }

  /** Does the same with each, on a virtual thread each. */
  <T> Results<T> each(Task<T> task) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Outcome<T>>>();
      for (var process : clients) {
        tasks.add(() -> outcome(process, task));
      }
      var outcomes = new ArrayList<Outcome<T>>();
      for (var ended : threads.invokeAll(tasks)) {
        outcomes.add(ended.get());
      }
      return new Results<>(outcomes);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static <T> Outcome<T> outcome(RuntimeClient process, Task<T> task)
      throws InterruptedException {
    try {
      return new Outcome.Done<>(process.endpoint(), task.run(process));
    } catch (IOException e) {
      return new Outcome.Failed<>(process.endpoint(), e);
    }
  }
}
