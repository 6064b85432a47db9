package org.haproxystats.admin;

import java.util.List;
import java.util.function.Function;
import org.haproxystats.admin.DynamicChange.ProcessResult;
import org.haproxystats.runtime.RuntimeClient;

/**
 * Adds one server or backend to several processes, or deletes it from them. A step begins when
 * every process has done the one before; if one cannot, what was done is taken back where it can
 * be.
 */
final class DynamicOperation {
  private final Steps<DynamicPart> steps;

  DynamicOperation(List<RuntimeClient> processes, Function<RuntimeClient, DynamicPart> part) {
    steps = new Steps<>(processes.stream().map(part).toList());
  }

  /** No process lets traffic come before all have it. */
  DynamicChange add() throws InterruptedException {
    boolean isEverywhere = false;
    try {
      isEverywhere = steps.all(DynamicPart::create);
    } finally {
      if (!isEverywhere) {
        steps.toEnd(DynamicPart::takeBack);
      }
    }
    if (isEverywhere) {
      steps.toEnd(DynamicPart::open);
    }
    return result();
  }

  /** No process deletes it before it can go everywhere. */
  DynamicChange delete() throws InterruptedException {
    try {
      if (steps.all(DynamicPart::look)
          && steps.all(DynamicPart::empty)
          && steps.all(DynamicPart::close)) {
        steps.all(DynamicPart::delete);
      }
    } finally {
      steps.toEnd(DynamicPart::putBack);
    }
    return result();
  }

  private DynamicChange result() {
    return new DynamicChange(
        steps.parts().stream()
            .map(part -> new ProcessResult(part.process.endpoint(), part.state(), part.reason()))
            .toList());
  }
}
