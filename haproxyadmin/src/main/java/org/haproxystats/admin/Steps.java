package org.haproxystats.admin;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.runtime.RuntimeClient;

/**
 * Takes several processes through steps, each of which is done in all of them at once. What goes
 * wrong stays with the process's part.
 */
final class Steps<P extends ProcessPart> {
  private final List<P> parts;
  private final Map<RuntimeClient, P> byProcess;

  /** What is done with each process before the next step may begin. */
  @FunctionalInterface
  interface Step<P> {
    void run(P part) throws IOException, InterruptedException;
  }

  Steps(List<P> parts) {
    this.parts = parts;
    byProcess = parts.stream().collect(toMap(part -> part.process, identity()));
  }

  List<P> parts() {
    return parts;
  }

  /** Whether every process has done it. */
  boolean all(Step<P> step) throws InterruptedException {
    return EachProcess.run(processes(parts), process -> ran(step, process)).stream()
        .allMatch(outcome -> outcome instanceof Outcome.Done);
  }

  /** Does what must not be left in the middle for an interrupt. */
  void toEnd(Step<P> step) {
    toEnd(parts, step);
  }

  /** The same with some of the processes. */
  void toEnd(List<P> some, Step<P> step) {
    EachProcess.runToEnd(processes(some), process -> ran(step, process));
  }

  private P ran(Step<P> step, RuntimeClient process) throws IOException, InterruptedException {
    var part = Optional.ofNullable(byProcess.get(process)).orElseThrow();
    try {
      step.run(part);
      return part;
    } catch (IOException e) {
      part.fail(e);
      throw e;
    }
  }

  private static List<RuntimeClient> processes(List<? extends ProcessPart> parts) {
    return parts.stream().map(part -> part.process).toList();
  }
}
