package org.haproxystats.admin.cli;

import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.process.ProcessCommands;

/** {@code haproxyadmin command} and {@code haproxyadmin dump}: what HAProxy says, as it says it. */
final class RawCommands {
  private RawCommands() {}

  static CliCommand command() {
    return CliCommand.named(
            "command", "Sends a line of the Runtime API as it is, and shows the answers")
        .takesMany("LINE", "the command; several words become one line")
        .with(GlobalOptions.DRY_RUN)
        .notes("What the line does is not known here, so nothing is asked before it is sent.")
        .example("haproxyadmin command 'show activity'", "to every process")
        .example("haproxyadmin command show version --socket /run/haproxy/admin.sock", "to one")
        .runs(
            invocation -> {
              var line = String.join(" ", invocation.arguments().words("LINE"));
              if (invocation.arguments().has(GlobalOptions.DRY_RUN)) {
                var change = new Change(invocation, line);
                for (var balancer : invocation.loadBalancers()) {
                  change.add(balancer, "haproxy", Command.raw(line));
                }
                change.run();
              } else {
                new TextAnswers(invocation).print(Command.raw(line));
              }
            });
  }

  static CliCommand dump() {
    return CliCommand.named("dump", "Shows the statistics of each process as HAProxy has them")
        .mayTake("WHAT", "stat, info or stats-file (3.0); stat if not given")
        .example("haproxyadmin dump", "the answers to \"show stat\", as CSV")
        .example("haproxyadmin dump info", "the answers to \"show info\"")
        .example(
            "haproxyadmin dump stats-file --socket /run/haproxy/admin.sock > stats.txt",
            "what \"stats-file\" reads at the next start")
        .runs(
            invocation -> {
              var what = invocation.arguments().optionalWord("WHAT").orElse("stat");
              new TextAnswers(invocation)
                  .print(
                      switch (what) {
                        case "stat", "info" -> Command.raw("show " + what);
                        case "stats-file" -> ProcessCommands.statsFile();
                        default ->
                            throw new UsageException(
                                "WHAT is stat, info or stats-file, not '" + what + "'");
                      });
            });
  }
}
