package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.master.MasterCommands;
import org.haproxystats.runtime.master.ProcessEntry;

/** {@code haproxyadmin workers}: the processes of a master. */
final class WorkersCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("pid"),
          Column.text("type"),
          Column.text("role"),
          Column.number("reloads"),
          Column.number("failed_reloads"),
          Column.of("uptime", Column.Kind.SECONDS),
          Column.text("version"));

  private WorkersCommand() {}

  static CliCommand build() {
    return CliCommand.named("workers", "Lists the processes of a master, old workers too (1.9)")
        .notes("It needs the master's socket: -S on HAProxy's command line, --master here.")
        .example(
            "haproxyadmin workers --master /run/haproxy-master.sock",
            "whether old workers still finish what they had begun")
        .runs(WorkersCommand::run);
  }

  private static void run(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    var targets = invocation.targets();
    boolean areNamed = targets.stream().anyMatch(target -> !target.name().isEmpty());
    var columns = new ArrayList<>(COLUMNS);
    if (areNamed) {
      columns.addFirst(Column.text("haproxy"));
    }
    var table = Table.of(areNamed ? 2 : 1, columns);
    for (var target : targets) {
      if (target.master().isEmpty()) {
        throw new UsageException(
            target.prefix() + "workers are a master's; name its socket with --master");
      }
      var client =
          new RuntimeClient(
              new Endpoint.Master(target.master().get()), invocation.timeouts(), Retries.USUAL);
      try {
        for (var process : client.run(MasterCommands.processes()).all()) {
          var row = new ArrayList<>(cells(process));
          if (areNamed) {
            row.addFirst(target.name());
          }
          table.add(row);
        }
      } catch (IOException e) {
        invocation.trouble(target.prefix() + Advice.message(e));
      }
    }
    if (!table.rows().isEmpty() || invocation.output().format() != Output.Format.TEXT) {
      invocation.output().print(table);
    }
  }

  private static List<Object> cells(ProcessEntry process) {
    return List.of(
        process.pid(),
        process.type(),
        process.role().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        (long) process.reloads(),
        (long) process.failedReloads(),
        process.uptime().toSeconds(),
        Table.text(process.version()));
  }
}
