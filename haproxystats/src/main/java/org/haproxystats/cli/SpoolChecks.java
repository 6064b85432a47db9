package org.haproxystats.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.haproxystats.config.ProcessSettings;
import org.haproxystats.config.PullSettings;
import org.haproxystats.spool.Snapshot;
import org.haproxystats.spool.SpoolLock;

/**
 * What the directories of the spool tell about pull and process, and the locks beside it. A lock
 * that nobody holds says that the program does not run; where there is none, as with the original's
 * programs, the directories alone are judged.
 */
final class SpoolChecks {
  private SpoolChecks() {}

  /**
   * How many snapshots wait.
   *
   * @throws IOException dst-dir cannot be read
   */
  static CheckResult queue(PullSettings settings, Thresholds thresholds) throws IOException {
    long size = directories(settings.dstDir());
    return new CheckResult(
        thresholds.code(size),
        "queue size %d: Queue location=%s, Thresholds OK=%d WARNING=%d and any higher value is critical"
            .formatted(size, settings.dstDir(), thresholds.ok(), thresholds.warning()),
        thresholds.performance("queue", size, ""));
  }

  /**
   * Whether pull is alive and gets through. Each round makes and removes a directory in
   * tmp-dst-dir, so the time of that directory's last change is the time of the last round. (One
   * that finds no socket at all writes nothing, and counts as none.) A round that succeeds, and
   * only that, adds to dst-dir; process removes from it, but never long after.
   *
   * @throws IOException a directory cannot be read
   */
  static CheckResult pull(PullSettings settings, Instant now, Thresholds thresholds)
      throws IOException {
    long waiting = directories(settings.dstDir());
    long sinceRound = age(settings.tmpDstDir(), now);
    long sinceArrival = age(settings.dstDir(), now);
    String performance = thresholds.performance("age", Math.max(sinceRound, sinceArrival), "s");
    if (SpoolLock.state(settings.dstDir(), "pull") == SpoolLock.State.FREE) {
      return new CheckResult(
          CheckResult.CRITICAL,
          "inactive: haproxystats-pull is not running, no pull for %d s".formatted(sinceRound),
          performance);
    }
    if (waiting >= settings.queueSize()) {
      return new CheckResult(
          CheckResult.CRITICAL,
          "suspended: %d snapshots wait in %s, queue-size is %d"
              .formatted(waiting, settings.dstDir(), settings.queueSize()),
          performance);
    }
    if (thresholds.code(sinceRound) != CheckResult.OK) {
      return new CheckResult(
          thresholds.code(sinceRound),
          "inactive: no pull for %d s (last change of %s)"
              .formatted(sinceRound, settings.tmpDstDir()),
          performance);
    }
    if (thresholds.code(sinceArrival) != CheckResult.OK) {
      return new CheckResult(
          thresholds.code(sinceArrival),
          "failing: pulls are tried, but no snapshot has reached %s for %d s"
              .formatted(settings.dstDir(), sinceArrival),
          performance);
    }
    return new CheckResult(
        CheckResult.OK, "active: last pull %d s ago".formatted(sinceRound), performance);
  }

  /**
   * Whether process runs and keeps up: how long the oldest snapshot has been waiting. It waits
   * while process is not running and while a receiver does not confirm; either way nothing new is
   * in the graphs. While pull brings nothing, nothing can be said about process: check pull as
   * well.
   *
   * @throws IOException src-dir cannot be read
   */
  static CheckResult process(ProcessSettings settings, Instant now, Thresholds thresholds)
      throws IOException {
    Optional<Snapshot> oldest = Optional.empty();
    long waiting = 0;
    try (var entries = Files.newDirectoryStream(settings.srcDir())) {
      for (Path entry : entries) {
        var snapshot = Snapshot.at(entry);
        if (snapshot.isPresent()) {
          waiting++;
          oldest =
              oldest.isEmpty() || snapshot.get().compareTo(oldest.get()) < 0 ? snapshot : oldest;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    long age =
        oldest.map(snapshot -> Math.max(0, now.getEpochSecond() - snapshot.seconds())).orElse(0L);
    boolean runs = SpoolLock.state(settings.srcDir(), "process") != SpoolLock.State.FREE;
    int code = runs ? thresholds.code(age) : CheckResult.CRITICAL;
    String text =
        "%s: %s%d snapshots wait in %s, the oldest for %d s"
            .formatted(
                code == CheckResult.OK ? "active" : "inactive",
                runs ? "" : "haproxystats-process is not running, ",
                waiting,
                settings.srcDir(),
                age);
    return new CheckResult(code, text, thresholds.performance("age", age, "s"));
  }

  private static long directories(Path directory) throws IOException {
    long count = 0;
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".") && Files.isDirectory(entry)) {
          count++;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return count;
  }

  /** Seconds since the last change; a time in the future, after the clock was set back, is now. */
  private static long age(Path directory, Instant now) throws IOException {
    Instant changed = Files.getLastModifiedTime(directory).toInstant();
    return Math.max(0, Duration.between(changed, now).toSeconds());
  }
}
