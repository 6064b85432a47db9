package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RuntimeClient;

/**
 * A change that every process prepares before any makes it: if one process cannot prepare it, none
 * changes.
 *
 * @param haproxy the processes
 * @param preparing what prepares it, in order; the first of them begins it
 * @param commit what puts it in use
 * @param undoing what takes back what was prepared
 */
record TransactionOperation(
    HAProxy haproxy, List<Command<?>> preparing, Command<?> commit, List<Command<?>> undoing)
    implements Operation {
  TransactionOperation {
    preparing = List.copyOf(preparing);
    undoing = List.copyOf(undoing);
  }

  @Override
  public List<RuntimeClient> processes() {
    return haproxy.processes();
  }

  @Override
  public List<PlannedCommand> plan() throws IOException, InterruptedException {
    var commands = Stream.concat(preparing.stream(), Stream.of(commit)).toList();
    return new CommandOperation(haproxy, commands).plan();
  }

  @Override
  public List<ProcessReport> run() throws InterruptedException {
    var reports = new LinkedHashMap<Endpoint, ProcessReport>();
    var begun = step(haproxy, preparing.getFirst(), reports);
    var ready = begun;
    for (var command : preparing.subList(1, preparing.size())) {
      ready = step(ready, command, reports);
    }
    if (ready.processes().size() == haproxy.processes().size()) {
      var committed = step(haproxy, commit, reports);
      undo(without(begun, committed), reports);
    } else {
      for (var process : ready.processes()) {
        reports.put(
            process.endpoint(),
            new ProcessReport(
                process.endpoint(),
                "unchanged",
                process.endpoint() + ": another process could not take it",
                true));
      }
      undo(begun, reports);
    }
    return List.copyOf(reports.values());
  }

  /** Runs a command, and gives the processes in which it went well. */
  private static HAProxy step(
      HAProxy haproxy, Command<?> command, Map<Endpoint, ProcessReport> reports)
      throws InterruptedException {
    for (var report : new CommandOperation(haproxy, List.of(command)).run()) {
      // What HAProxy says of a success is no news.
      reports.put(
          report.endpoint(),
          report.isFailure() ? report : ProcessReport.done(report.endpoint(), ""));
    }
    return haproxy.only(
        endpoint ->
            reports.values().stream()
                .anyMatch(report -> report.endpoint().equals(endpoint) && !report.isFailure()));
  }

  private static HAProxy without(HAProxy all, HAProxy some) {
    var endpoints = some.processes().stream().map(RuntimeClient::endpoint).toList();
    return all.only(endpoint -> !endpoints.contains(endpoint));
  }

  /** What cannot be taken back is told beside the reason why it had to be. */
  private void undo(HAProxy some, Map<Endpoint, ProcessReport> reports)
      throws InterruptedException {
    for (var command : undoing) {
      for (var failure : some.run(command).failures()) {
        if (!isNotThere(failure)) {
          reports.computeIfPresent(
              failure.endpoint(),
              (endpoint, report) ->
                  new ProcessReport(
                      endpoint,
                      report.result(),
                      report.message() + "; " + Advice.message(failure.reason()),
                      true));
        }
      }
    }
  }

  private static boolean isNotThere(Outcome.Failed<?> failed) {
    return failed.reason() instanceof CommandFailedException e && e.failure() == Failure.NOT_FOUND;
  }
}
