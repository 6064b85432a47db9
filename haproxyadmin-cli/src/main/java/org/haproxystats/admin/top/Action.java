package org.haproxystats.admin.top;

import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;

/**
 * A change that the user has chosen and that is still to be confirmed.
 *
 * @param what in words, such as {@code drain server app/one}
 * @param steps the commands, in their order
 */
record Action(String what, List<Step> steps) {
  /**
   * What is done in one process.
   *
   * @param command as it is shown
   */
  record Step(Endpoint process, String command, Processes.Task<?> deed) {
    static Step of(Endpoint process, Command<?> command) {
      return new Step(process, command.toString(), client -> client.run(command));
    }
  }

  Action {
    steps = List.copyOf(steps);
  }

  /** How many processes it changes. */
  long processes() {
    return steps.stream().map(Step::process).distinct().count();
  }

  /** The commands, each once. */
  List<String> commands() {
    return steps.stream().map(Step::command).distinct().toList();
  }
}
