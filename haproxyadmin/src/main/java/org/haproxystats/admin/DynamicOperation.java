package org.haproxystats.admin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.haproxystats.admin.DynamicChange.ProcessResult;
import org.haproxystats.runtime.RuntimeClient;

/**
 * Adds one server or backend to several processes, or deletes it from them. A step begins when
 * every process has done the one before; if one cannot, what was done is taken back where it can
 * be.
 */
final class DynamicOperation {
  private final List<RuntimeClient> processes;
  private final Map<RuntimeClient, DynamicPart> parts;

  DynamicOperation(List<RuntimeClient> processes, Function<RuntimeClient, DynamicPart> part) {
    this.processes = processes;
    parts = processes.stream().collect(Collectors.toMap(Function.identity(), part));
  }

  /** What is done with each process before the next step may begin. */
  private interface Step {
    void run(DynamicPart part) throws IOException, InterruptedException;
  }

  /** No process lets traffic come before all have it. */
  DynamicChange add() throws InterruptedException {
    boolean isEverywhere = false;
    try {
      isEverywhere = all(DynamicPart::create);
    } finally {
      if (!isEverywhere) {
        toEnd(DynamicPart::takeBack);
      }
    }
    if (isEverywhere) {
      toEnd(DynamicPart::open);
    }
    return result();
  }

  /** No process deletes it before it can go everywhere. */
  DynamicChange delete() throws InterruptedException {
    try {
      if (all(DynamicPart::look) && all(DynamicPart::empty) && all(DynamicPart::close)) {
        all(DynamicPart::delete);
      }
    } finally {
      toEnd(DynamicPart::putBack);
    }
    return result();
  }

  private boolean all(Step step) throws InterruptedException {
    return EachProcess.run(processes, process -> ran(step, process)).stream()
        .allMatch(outcome -> outcome instanceof Outcome.Done);
  }

  /** What must not be left in the middle for an interrupt. */
  private void toEnd(Step step) {
    EachProcess.runToEnd(processes, process -> ran(step, process));
  }

  private DynamicPart ran(Step step, RuntimeClient process)
      throws IOException, InterruptedException {
    var part = part(process);
    try {
      step.run(part);
      return part;
    } catch (IOException e) {
      part.fail(e);
      throw e;
    }
  }

  private DynamicPart part(RuntimeClient process) {
    return Optional.ofNullable(parts.get(process)).orElseThrow();
  }

  private DynamicChange result() {
    return new DynamicChange(
        processes.stream()
            .map(
                process ->
                    new ProcessResult(
                        process.endpoint(), part(process).state(), part(process).reason()))
            .toList());
  }
}
