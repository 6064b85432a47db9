package org.haproxystats.admin.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is wrong with a socket, and what mends it.
 *
 * @param state how bad it is: a warning or a problem
 * @param problem a name for programs, such as {@code no-permission}; never changes
 * @param text what is wrong, in a line
 * @param steps what to do; several may be ways to choose from
 */
public record Finding(State state, String problem, String text, List<Step> steps) {

  /**
   * One thing to do.
   *
   * @param say where or why, in a line
   * @param line what to write or to type, as it is; empty if there is nothing
   */
  public record Step(String say, String line) {}

  public Finding {
    steps = List.copyOf(steps);
  }

  /** As people read it: what is wrong, then what to do, and below it what to write or type. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(text);
    var said = "";
    for (var step : steps) {
      if (!step.say().equals(said)) {
        lines.add("  " + step.say() + (step.line().isEmpty() ? "" : ":"));
      }
      said = step.say();
      if (!step.line().isEmpty()) {
        lines.add("      " + step.line());
      }
    }
    return lines;
  }

  static Finding problem(String problem, String text, List<Step> steps) {
    return new Finding(State.PROBLEM, problem, text, steps);
  }

  static Finding problem(String problem, String text, Step... steps) {
    return problem(problem, text, List.of(steps));
  }

  static Finding warning(String problem, String text, List<Step> steps) {
    return new Finding(State.WARNING, problem, text, steps);
  }

  static Finding warning(String problem, String text, Step... steps) {
    return warning(problem, text, List.of(steps));
  }
}
