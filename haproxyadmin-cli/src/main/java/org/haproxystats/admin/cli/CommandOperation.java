package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/**
 * Commands that are run in each process, one after the other until one fails there.
 *
 * @param haproxy the processes
 */
record CommandOperation(HAProxy haproxy, List<Command<?>> commands) implements Operation {
  CommandOperation {
    commands = List.copyOf(commands);
  }

  @Override
  public List<RuntimeClient> processes() {
    return haproxy.processes();
  }

  @Override
  public List<PlannedCommand> plan() throws IOException, InterruptedException {
    var planned = new ArrayList<PlannedCommand>();
    for (var process : processes()) {
      for (var command : commands) {
        planned.add(
            new PlannedCommand(
                process.endpoint(),
                command.toString(),
                command.requirement().missing(process.abilities()).orElse("")));
      }
    }
    return planned;
  }

  @Override
  public List<ProcessReport> run() throws InterruptedException {
    var reports = new LinkedHashMap<Endpoint, ProcessReport>();
    var rest = haproxy;
    for (var command : commands) {
      for (var outcome : rest.run(command).outcomes()) {
        reports.put(outcome.endpoint(), report(outcome));
      }
      rest = rest.only(endpoint -> succeeded(reports, endpoint));
    }
    return List.copyOf(reports.values());
  }

  private static boolean succeeded(
      LinkedHashMap<Endpoint, ProcessReport> reports, Endpoint endpoint) {
    var report = reports.get(endpoint);
    return report != null && !report.isFailure();
  }

  private static ProcessReport report(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?>(var endpoint, var value) ->
          value == org.haproxystats.runtime.Change.NOT_NEEDED
              ? new ProcessReport(endpoint, "already so", "", false)
              : ProcessReport.done(endpoint, value instanceof String text ? text.strip() : "");
      case Outcome.Failed<?>(var endpoint, var reason) -> ProcessReport.failed(endpoint, reason);
    };
  }
}
