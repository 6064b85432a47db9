package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Patterns;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.map.PatternEntry;

/**
 * A replacement of a map or an ACL entry by entry, for which each process is told what it lacks.
 *
 * @param wanted the contents to come
 */
record DifferencesOperation(
    List<RuntimeClient> processes, Patterns patterns, List<PatternEntry> wanted)
    implements Operation {

  @Override
  public List<PlannedCommand> plan() throws IOException, InterruptedException {
    var planned = new ArrayList<PlannedCommand>();
    for (var outcome : patterns.planByDifferences(wanted)) {
      switch (outcome) {
        case Outcome.Done<List<Command<String>>>(var endpoint, var commands) ->
            commands.forEach(
                command -> planned.add(new PlannedCommand(endpoint, command.toString(), "")));
        case Outcome.Failed<List<Command<String>>>(var endpoint, var reason) ->
            planned.add(new PlannedCommand(endpoint, "", Advice.message(reason)));
      }
    }
    return planned;
  }

  @Override
  public List<ProcessReport> run() throws InterruptedException {
    return AtomicOperation.reports(patterns.replaceByDifferences(wanted));
  }
}
