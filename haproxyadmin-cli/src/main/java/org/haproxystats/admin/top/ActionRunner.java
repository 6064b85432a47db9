package org.haproxystats.admin.top;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.admin.top.ViewState.Notice;

/** Carries actions out, and says in one line what came of them. */
final class ActionRunner {
  private final Processes processes;

  ActionRunner(Processes processes) {
    this.processes = processes;
  }

  /** Runs every step, also after one has failed. */
  Notice run(Action action) throws InterruptedException {
    var failures = new ArrayList<String>();
    for (var step : action.steps()) {
      try {
        step.deed().run(processes.at(step.process()));
      } catch (IOException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    return failures.isEmpty() ? done(action) : failed(action, failures);
  }

  private static Notice done(Action action) {
    var where = action.processes() == 1 ? "" : " in " + action.processes() + " processes";
    return new Notice("Done: " + action.what() + where, Tone.GOOD);
  }

  private static Notice failed(Action action, List<String> failures) {
    var count =
        action.steps().size() == 1 ? "" : " " + failures.size() + " of " + action.steps().size();
    return new Notice("Failed" + count + ": " + failures.getFirst(), Tone.BAD);
  }
}
