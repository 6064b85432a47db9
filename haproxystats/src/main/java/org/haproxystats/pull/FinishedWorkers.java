package org.haproxystats.pull;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.spool.Snapshot;
import org.haproxystats.spool.StagedSnapshot;

/**
 * Keeps what workers had counted that have ended, so that totals go on over reloads.
 *
 * <p>Each pull leaves every worker's dump in a folder beside the spool, as a hard link, under the
 * worker's identity: its pid and the second of its start. A worker that a later pull does not meet
 * any more has ended: its last dump is added to what all finished ones had counted, and that sum is
 * in every snapshot from then on. So a snapshot is complete in itself, whatever becomes of others.
 * What a worker counts after its last dump is not in the sum, and nothing is estimated.
 *
 * <p>A crash at any moment counts nothing twice: the sum itself says whose dumps are in it. For one
 * thread.
 */
final class FinishedWorkers {
  private static final String SUM = "sum";
  private static final String INFO = ".info";
  private static final String STAT = ".stat";

  private final Path directory;
  private final FieldCatalog catalog = FieldCatalog.load();

  /**
   * @param spool the folder of snapshots; what is kept is in {@code <spool>.workers} beside it
   */
  FinishedWorkers(Path spool) {
    directory = spool.resolveSibling(spool.getFileName() + ".workers");
  }

  /**
   * Keeps the dumps of the workers that run, and adds to the snapshot what finished ones had
   * counted.
   *
   * @param workers those whose dumps are in the snapshot
   * @param all whether no other worker runs; if one may, none is taken for finished
   * @throws IOException if something cannot be read or written; the message names it
   */
  void update(StagedSnapshot snapshot, Collection<PullTarget> workers, boolean all)
      throws IOException {
    try {
      Files.createDirectories(directory);
      var running = new HashSet<String>();
      for (var worker : workers) {
        running.add(keep(snapshot, worker));
      }
      if (all) {
        addEnded(running);
      }
      var sum = directory.resolve(SUM);
      if (Files.exists(sum)) {
        Files.createLink(snapshot.path(Snapshot.FINISHED), sum);
      }
    } catch (MalformedStatisticsException e) {
      throw new IOException(
          "cannot use what is kept in " + directory + ", remove it: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(
          "cannot keep the dumps of workers in " + directory + ": " + FileTrouble.reason(e), e);
    }
  }

  /** Links a worker's dump into the folder, in place of its last one; returns its identity. */
  private String keep(StagedSnapshot snapshot, PullTarget worker)
      throws IOException, MalformedStatisticsException {
    var process = InfoReader.read(Files.readAllBytes(snapshot.path(worker.infoFile())));
    var identity =
        process.text("Pid").orElse("") + "-" + process.text("Start_time_sec").orElse("unknown");
    link(snapshot.path(worker.statFile()), identity + STAT);
    link(snapshot.path(worker.infoFile()), identity + INFO);
    return identity;
  }

  private void link(Path file, String name) throws IOException {
    var unfinished = directory.resolve("." + name);
    Files.deleteIfExists(unfinished);
    Files.createLink(unfinished, file);
    replace(unfinished, name);
  }

  private void addEnded(Set<String> running) throws IOException, MalformedStatisticsException {
    var ended = keptIdentities();
    ended.removeAll(running);
    if (ended.isEmpty()) {
      return;
    }
    var sum = new CounterSum(catalog);
    var file = directory.resolve(SUM);
    if (Files.exists(file)) {
      sum.add(Files.readAllBytes(file));
    }
    for (var identity : ended) {
      if (!sum.members().contains(identity)) {
        sum.add(identity, read(identity + INFO), read(identity + STAT));
      }
    }
    var objects = new HashSet<CounterSum.ObjectName>();
    for (var identity : running) {
      objects.addAll(CounterSum.objects(read(identity + STAT)));
    }
    // Names of servers that come and go must not pile up, nor those of processes.
    sum.retain(objects, ended::contains);
    var unfinished = directory.resolve("." + SUM);
    Files.write(unfinished, sum.toBytes());
    replace(unfinished, SUM);
    for (var identity : ended) {
      Files.deleteIfExists(directory.resolve(identity + INFO));
      Files.deleteIfExists(directory.resolve(identity + STAT));
    }
  }

  private void replace(Path unfinished, String name) throws IOException {
    Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  /** Whose dumps are there: the second file of a dump comes last and goes first. */
  private Set<String> keptIdentities() throws IOException {
    var identities = new TreeSet<String>();
    try (var files = Files.newDirectoryStream(directory, "[0-9]*" + INFO)) {
      for (var file : files) {
        var name = String.valueOf(file.getFileName());
        identities.add(name.substring(0, name.length() - INFO.length()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      return identities;
    }
    return identities;
  }
}
