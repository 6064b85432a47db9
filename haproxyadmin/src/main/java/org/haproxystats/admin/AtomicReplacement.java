package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.haproxystats.admin.Replacement.ProcessResult;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.CommandException;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.EndpointException.Reason;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.PatternInfo;
import org.haproxystats.runtime.map.PatternRef;
import org.jspecify.annotations.Nullable;

/** One replacement of the contents of a map or an ACL, in all processes or in none. */
final class AtomicReplacement {
  private static final long NONE = -1;

  /** How often a process is asked what became of its commit. */
  private static final int QUESTIONS = 3;

  private final PatternRef ref;
  private final List<PatternEntry> wanted;
  private final List<RuntimeClient> processes;
  private final Map<RuntimeClient, Part> parts;

  /** How far one process is. Its own thread has it, and between two steps the one that waits. */
  private static final class Part {
    private long pid;
    private long version = NONE;
    private List<PatternEntry> before = List.of();
    private State state = State.UNCHANGED;
    private @Nullable IOException reason;

    /** Keeps what went wrong first, and the rest with it. */
    void fail(IOException e) {
      if (reason == null) {
        reason = e;
      } else {
        reason.addSuppressed(e);
      }
    }
  }

  /** What is done with each process before the next step may begin. */
  private interface Step {
    void run(RuntimeClient process, Part part) throws IOException, InterruptedException;
  }

  AtomicReplacement(List<RuntimeClient> processes, PatternRef ref, List<PatternEntry> wanted) {
    this.processes = processes;
    this.ref = ref;
    this.wanted = wanted;
    parts = processes.stream().collect(Collectors.toMap(Function.identity(), _ -> new Part()));
  }

  Replacement run() throws InterruptedException {
    boolean ready = false;
    try {
      ready = all(this::fill) && all(this::checkIsThere);
    } finally {
      if (!ready) {
        toEnd(processes, this::clear);
      }
    }
    if (!ready) {
      return result(Duration.ZERO);
    }
    long start = System.nanoTime();
    toEnd(processes, this::commit);
    var skew = Duration.ofNanos(System.nanoTime() - start);
    if (!in(State.UNCHANGED).isEmpty()) {
      toEnd(in(State.REPLACED), this::restore);
    }
    return result(skew);
  }

  private boolean all(Step step) throws InterruptedException {
    return EachProcess.run(processes, process -> ran(step, process)).stream()
        .allMatch(outcome -> outcome instanceof Outcome.Done);
  }

  /** A commit that was begun is not left in the middle for an interrupt. */
  private void toEnd(List<RuntimeClient> some, Step step) {
    EachProcess.runToEnd(some, process -> ran(step, process));
  }

  private State ran(Step step, RuntimeClient process) throws IOException, InterruptedException {
    var part = part(process);
    try {
      step.run(process, part);
      return part.state;
    } catch (IOException e) {
      part.fail(e);
      throw e;
    }
  }

  private Part part(RuntimeClient process) {
    return Optional.ofNullable(parts.get(process)).orElseThrow();
  }

  private List<RuntimeClient> in(State state) {
    return processes.stream().filter(process -> part(process).state == state).toList();
  }

  private Replacement result(Duration skew) {
    return new Replacement(
        processes.stream()
            .map(
                process -> {
                  var part = part(process);
                  return new ProcessResult(
                      process.endpoint(), part.state, Optional.ofNullable(part.reason));
                })
            .toList(),
        skew);
  }

  /** Brings the new contents into the process, where they are not in use yet. */
  private void fill(RuntimeClient process, Part part) throws IOException, InterruptedException {
    process.forgetAbilities(); // They may be those of a process that is gone.
    part.pid = process.abilities().pid();
    part.version = filled(process, wanted);
    part.before = process.run(MapCommands.show(ref, Patterns.ENTRIES));
  }

  private long filled(RuntimeClient process, List<PatternEntry> entries)
      throws IOException, InterruptedException {
    long version = process.run(MapCommands.prepare(ref));
    part(process).version = version;
    for (var command : MapCommands.addAll(ref, version, entries)) {
      process.run(command);
    }
    var there = process.run(MapCommands.show(ref, version, Patterns.ENTRIES));
    var difference = PatternDifference.between(there, entries);
    if (!difference.isEmpty()) {
      throw new ContentsMismatchException(process.endpoint(), "new version of " + ref, difference);
    }
    return version;
  }

  /** Makes sure that it is still the same process, and answers, when all are about to commit. */
  private void checkIsThere(RuntimeClient process, Part part)
      throws IOException, InterruptedException {
    process.forgetAbilities();
    if (process.abilities().pid() != part.pid) {
      throw new ProcessReplacedException(process.endpoint(), part.pid);
    }
  }

  private void clear(RuntimeClient process, Part part) throws IOException, InterruptedException {
    if (part.version != NONE) {
      process.run(MapCommands.clear(ref, part.version));
    }
  }

  private void commit(RuntimeClient process, Part part) throws IOException, InterruptedException {
    try {
      process.run(MapCommands.commit(ref, part.version));
      part.state = State.REPLACED;
    } catch (EndpointException e) {
      if (!e.reason().isBeforeSending()) {
        part.state = State.IN_DOUBT;
        for (int i = 0; i < QUESTIONS && part.state == State.IN_DOUBT; i++) {
          part.state = askedAgain(process, part);
        }
      }
      if (part.state != State.REPLACED) {
        throw e;
      }
    }
  }

  /** Finds out what became of a commit that was not answered. */
  private State askedAgain(RuntimeClient process, Part part)
      throws IOException, InterruptedException {
    try {
      checkIsThere(process, part);
      process.run(MapCommands.commit(ref, part.version));
      return State.REPLACED;
    } catch (CommandException _) {
      // Refused, because it has been done, or because the version is gone.
      return currentVersion(process) == part.version ? State.REPLACED : State.UNCHANGED;
    } catch (ProcessReplacedException e) {
      part.fail(e);
      return State.UNCHANGED;
    } catch (EndpointException e) {
      part.fail(e);
      boolean isGone = e.reason() == Reason.REFUSED || e.reason() == Reason.NO_SOCKET;
      return isGone ? State.UNCHANGED : State.IN_DOUBT;
    }
  }

  private long currentVersion(RuntimeClient process) throws IOException, InterruptedException {
    var all =
        switch (ref) {
          case MapRef _ -> MapCommands.listMaps();
          case AclRef _ -> MapCommands.listAcls();
        };
    return process.run(all).stream()
        .filter(info -> ref.id().equals(info.file()) || ref.id().equals("#" + info.number()))
        .findFirst()
        .flatMap(PatternInfo::versions)
        .map(PatternInfo.Versions::current)
        .orElse(NONE);
  }

  /** Has the process use again what it used before: HAProxy dropped that when it committed. */
  private void restore(RuntimeClient process, Part part) throws IOException, InterruptedException {
    long version = filled(process, part.before);
    process.run(MapCommands.commit(ref, version));
    part.state = State.RESTORED;
  }
}
