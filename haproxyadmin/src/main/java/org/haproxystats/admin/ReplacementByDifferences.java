package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.haproxystats.admin.Replacement.ProcessResult;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.PatternRef;
import org.haproxystats.runtime.map.StoredEntry;

/** One change of the contents of a map or an ACL entry by entry, in each process by itself. */
final class ReplacementByDifferences {
  private final List<RuntimeClient> processes;
  private final PatternRef ref;
  private final List<PatternEntry> wanted;

  ReplacementByDifferences(
      List<RuntimeClient> processes, PatternRef ref, List<PatternEntry> wanted) {
    this.processes = processes;
    this.ref = ref;
    this.wanted = wanted;
  }

  Replacement run() throws InterruptedException {
    long start = System.nanoTime();
    var results =
        EachProcess.run(processes, this::change).stream()
            .map(
                outcome ->
                    switch (outcome) {
                      case Outcome.Done<ProcessResult>(var _, var result) -> result;
                      case Outcome.Failed<ProcessResult>(var endpoint, var reason) ->
                          new ProcessResult(
                              endpoint, State.UNCHANGED, Optional.of(reason), Optional.empty());
                    })
            .toList();
    return new Replacement(results, Duration.ofNanos(System.nanoTime() - start));
  }

  /** What each process would be told, an entry a command, in the order of {@link #run}. */
  List<Outcome<List<Command<String>>>> plan() throws InterruptedException {
    return EachProcess.run(
        processes,
        process -> {
          var stored = process.run(MapCommands.show(ref));
          var difference = difference(stored);
          var places = places(stored);
          var commands = new ArrayList<>(changes(difference, places));
          difference.added().forEach(entry -> commands.add(add(entry)));
          commands.addAll(deletions(difference, places));
          return List.copyOf(commands);
        });
  }

  private Command<String> add(PatternEntry entry) {
    return switch (ref) {
      case MapRef map -> MapCommands.add(map, entry.key(), entry.value());
      case AclRef acl -> MapCommands.add(acl, entry.key());
    };
  }

  private ProcessResult change(RuntimeClient process) throws IOException, InterruptedException {
    var stored = process.run(MapCommands.show(ref));
    try {
      for (var commands : steps(stored)) {
        process.runAll(commands);
      }
      verify(process);
      return new ProcessResult(
          process.endpoint(), State.REPLACED, Optional.empty(), Optional.empty());
    } catch (IOException e) {
      return new ProcessResult(
          process.endpoint(), stateAfterFailure(process, stored), Optional.of(e), Optional.empty());
    }
  }

  private State stateAfterFailure(RuntimeClient process, List<StoredEntry> before)
      throws InterruptedException {
    try {
      return process.run(MapCommands.show(ref)).equals(before) ? State.UNCHANGED : State.PARTLY;
    } catch (IOException _) {
      return State.PARTLY; // What went wrong before is told, and this is the cautious answer.
    }
  }

  /**
   * What is to be changed, then added, then deleted. Entries are named by their places, because a
   * key means all that have it.
   */
  private List<List<Command<String>>> steps(List<StoredEntry> stored) {
    var difference = difference(stored);
    var places = places(stored);
    return List.of(
        changes(difference, places),
        MapCommands.addAll(ref, difference.added()),
        deletions(difference, places));
  }

  private PatternDifference difference(List<StoredEntry> stored) {
    return PatternDifference.between(stored.stream().map(StoredEntry::entry).toList(), wanted);
  }

  private List<Command<String>> changes(
      PatternDifference difference, Map<PatternEntry, Queue<StoredEntry>> places) {
    var changes = new ArrayList<Command<String>>();
    if (ref instanceof MapRef map) {
      for (var change : difference.changed()) {
        var place = place(places, new PatternEntry(change.key(), change.from()));
        changes.add(MapCommands.set(map, place, change.to()));
      }
    }
    return changes;
  }

  private List<Command<String>> deletions(
      PatternDifference difference, Map<PatternEntry, Queue<StoredEntry>> places) {
    return difference.removed().stream()
        .map(entry -> MapCommands.del(ref, place(places, entry)))
        .toList();
  }

  private static StoredEntry place(
      Map<PatternEntry, Queue<StoredEntry>> places, PatternEntry entry) {
    return Optional.ofNullable(places.get(entry)).orElseThrow().remove();
  }

  private static Map<PatternEntry, Queue<StoredEntry>> places(List<StoredEntry> stored) {
    var places = new HashMap<PatternEntry, Queue<StoredEntry>>();
    for (var entry : stored) {
      places.computeIfAbsent(entry.entry(), _ -> new ArrayDeque<>()).add(entry);
    }
    return places;
  }

  private void verify(RuntimeClient process) throws IOException, InterruptedException {
    var there = process.run(MapCommands.show(ref, Patterns.ENTRIES));
    var difference = PatternDifference.between(there, wanted);
    if (!difference.hasSameEntries()) {
      throw new ContentsMismatchException(process.endpoint(), ref.toString(), difference);
    }
  }
}
