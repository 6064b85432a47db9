package org.haproxystats.cli;

import java.io.PrintStream;
import java.util.List;

/** One command of {@code haproxystats}. */
interface Command {
  /** What it does, in a line. */
  String summary();

  /** Runs it and returns the exit code. */
  int run(List<String> arguments, PrintStream out, PrintStream err, Logging logging);
}
