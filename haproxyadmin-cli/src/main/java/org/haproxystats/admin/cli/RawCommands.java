package org.haproxystats.admin.cli;

import java.io.IOException;
import org.haproxystats.runtime.Command;

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
                show(invocation, line);
              }
            });
  }

  static CliCommand dump() {
    return CliCommand.named("dump", "Shows the statistics of each process as HAProxy has them")
        .mayTake("WHAT", "stat or info; stat if not given")
        .example("haproxyadmin dump", "the answers to \"show stat\", as CSV")
        .example("haproxyadmin dump info", "the answers to \"show info\"")
        .runs(
            invocation -> {
              var what = invocation.arguments().optionalWord("WHAT").orElse("stat");
              if (!what.equals("stat") && !what.equals("info")) {
                throw new UsageException("WHAT is stat or info, not '" + what + "'");
              }
              show(invocation, "show " + what);
            });
  }

  private static void show(Invocation invocation, String line)
      throws UsageException, IOException, InterruptedException {
    var answers = new Survey(invocation, true).answers(Command.raw(line));
    if (invocation.output().format() == Output.Format.TEXT) {
      for (var answer : answers) {
        if (answers.size() > 1) {
          invocation.output().line("# " + answer.endpoint());
        }
        answer.value().lines().map(Output::printable).forEach(invocation.output()::line);
      }
      return;
    }
    var table = Table.of(1, Column.text("process"), Column.text("command"), Column.text("answer"));
    answers.forEach(answer -> table.add(answer.endpoint().toString(), line, answer.value()));
    invocation.output().print(table);
  }
}
