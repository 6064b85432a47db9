package org.haproxystats.admin.cli;

/** What the first word of a command line can be. */
sealed interface Entry permits CliCommand, CommandGroup {
  /** The word. */
  String name();

  /** What it is about, in a line. */
  String summary();
}
