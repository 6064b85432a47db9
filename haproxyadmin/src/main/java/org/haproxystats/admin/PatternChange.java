package org.haproxystats.admin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandException;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternContents;
import org.haproxystats.runtime.map.PatternInfo;
import org.haproxystats.runtime.map.PatternRef;

/** Other contents of a map or an ACL in one process. */
final class PatternChange extends ProcessChange {
  private static final long NONE = -1;

  private final PatternRef ref;
  private final PatternContents wanted;
  private PatternContents before;

  /** A version that was begun and is not in use. */
  private long prepared = NONE;

  PatternChange(RuntimeClient process, PatternRef ref, PatternContents wanted) {
    super(process);
    this.ref = ref;
    this.wanted = wanted;
    before = PatternContents.of(ref, List.of());
  }

  @Override
  void prepare() throws IOException, InterruptedException {
    try (var saving = Meanwhile.start(() -> process.run(MapCommands.contents(ref)))) {
      fill(wanted);
      before = saving.get();
    }
  }

  private void fill(PatternContents contents) throws IOException, InterruptedException {
    prepared = process.run(MapCommands.prepare(ref));
    process.runAll(MapCommands.addAll(contents, prepared));
    if (!process.run(MapCommands.holds(contents, prepared))) {
      var there = process.run(MapCommands.contents(ref, prepared));
      throw new ContentsMismatchException(
          process.endpoint(),
          "new version of " + ref,
          PatternDifference.between(there.entries(), contents.entries()));
    }
  }

  @Override
  void cancel() throws IOException, InterruptedException {
    if (prepared != NONE) {
      checkIsThere(); // The version of that number in another process is another's.
      process.run(MapCommands.clear(ref, prepared));
      prepared = NONE;
    }
  }

  /** A version that may be in use must not be cleared: its number alone does not tell. */
  @Override
  Optional<Command<String>> cleanup() {
    return prepared == NONE || state() == State.IN_DOUBT
        ? Optional.empty()
        : Optional.of(MapCommands.clear(ref, prepared));
  }

  @Override
  void commit() throws IOException, InterruptedException {
    process.run(MapCommands.commit(ref, prepared));
    prepared = NONE;
  }

  @Override
  boolean isCommitted() throws IOException, InterruptedException {
    try {
      commit();
      return true;
    } catch (CommandException _) {
      // Refused, because it has been done, or because the version is gone.
      boolean inUse = currentVersion() == prepared;
      prepared = inUse ? NONE : prepared;
      return inUse;
    }
  }

  private long currentVersion() throws IOException, InterruptedException {
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

  /** HAProxy dropped the contents before when it took the new ones into use. */
  @Override
  boolean restore() throws IOException, InterruptedException {
    fill(before);
    long version = prepared;
    prepared = NONE; // It may be in use even if no answer comes.
    process.run(MapCommands.commit(ref, version));
    return true;
  }
}
