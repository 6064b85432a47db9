package org.haproxystats.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Holds all its errors; the message has one line for each. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient List<Problem> warnings;

  public ConfigurationException(List<Problem> problems, List<Problem> warnings) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.warnings = warnings.stream().distinct().toList();
  }

  ConfigurationException(List<Problem> problems) {
    this(problems, List.of());
  }

  ConfigurationException(Origin origin, String text) {
    this(List.of(new Problem(origin, text)));
  }

  /** All errors, in the order of the files and their lines where the files cannot be read. */
  public List<Problem> problems() {
    return problems;
  }

  /** What was found beside the errors and would have stopped nobody. */
  public List<Problem> warnings() {
    return warnings;
  }
}
