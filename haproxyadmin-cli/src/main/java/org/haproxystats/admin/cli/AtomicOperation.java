package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.DynamicChange;
import org.haproxystats.admin.Replacement;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/**
 * What is done in all processes or in none.
 *
 * @param commands the commands that it sends, as people read them
 * @param requirement the one of them that needs most of a process
 * @param work does it
 */
record AtomicOperation(
    List<RuntimeClient> processes, List<String> commands, Command<?> requirement, Work work)
    implements Operation {

  /** What does it. */
  @FunctionalInterface
  interface Work {
    List<ProcessReport> run() throws IOException, InterruptedException;
  }

  @Override
  public List<PlannedCommand> plan() throws IOException, InterruptedException {
    var planned = new ArrayList<PlannedCommand>();
    for (var process : processes) {
      var problem = requirement.requirement().missing(process.abilities()).orElse("");
      commands.forEach(line -> planned.add(new PlannedCommand(process.endpoint(), line, problem)));
    }
    return planned;
  }

  @Override
  public List<ProcessReport> run() throws IOException, InterruptedException {
    return work.run();
  }

  static List<ProcessReport> reports(Replacement replacement) {
    return replacement.processes().stream()
        .map(
            result ->
                report(
                    result.endpoint(),
                    switch (result.state()) {
                      case REPLACED -> DONE;
                      case UNCHANGED -> "unchanged";
                      case RESTORED -> "restored";
                      case PARTLY -> "partly done";
                      case IN_DOUBT -> "in doubt";
                    },
                    message(result.reason()) + leftBehind(result)))
        .toList();
  }

  private static String leftBehind(Replacement.ProcessResult result) {
    return result
        .cleanup()
        .map(command -> "\n  It keeps what was prepared. When it answers again, run: " + command)
        .orElse("");
  }

  static List<ProcessReport> reports(DynamicChange change) {
    return change.processes().stream()
        .map(
            result ->
                report(
                    result.endpoint(),
                    switch (result.state()) {
                      case DONE -> DONE;
                      case UNCHANGED -> "unchanged";
                      case PARTLY -> "partly done";
                      case GONE -> "gone";
                      case IN_DOUBT -> "in doubt";
                    },
                    message(result.reason())))
        .toList();
  }

  private static String message(Optional<IOException> reason) {
    return reason.map(Advice::message).orElse("");
  }

  private static ProcessReport report(Endpoint endpoint, String result, String message) {
    return new ProcessReport(endpoint, result, message, !result.equals(DONE));
  }
}
