package org.haproxystats.process;

import java.time.InstantSource;
import java.util.Optional;
import org.haproxystats.config.BacklogSettings;
import org.haproxystats.spool.Snapshot;

/**
 * How much may wait.
 *
 * @param clock tells how old a snapshot is
 */
record BacklogBounds(BacklogSettings settings, InstantSource clock) {

  /**
   * Which bound is exceeded; none if all are kept.
   *
   * @param count how many snapshots wait
   * @param bytes how many bytes their files have; a single snapshot may have any size
   * @param oldest the oldest of them
   */
  Optional<String> excess(int count, long bytes, Snapshot oldest) {
    if (count > settings.snapshots()) {
      return Optional.of(
          "more wait than [process] backlog-snapshots allows, " + settings.snapshots());
    }
    if (bytes > settings.bytes() && count > 1) {
      return Optional.of(
          "what waits has more bytes than [process] backlog-bytes allows, " + settings.bytes());
    }
    if (!settings.age().isZero() && age(oldest) > settings.age().toSeconds()) {
      return Optional.of(
          "it is older than [process] backlog-age allows, " + settings.age().toSeconds() + " s");
    }
    return Optional.empty();
  }

  /** The age of a snapshot in seconds; 0 for one from the future. */
  long age(Snapshot snapshot) {
    return Math.max(0, clock.instant().getEpochSecond() - snapshot.seconds());
  }
}
