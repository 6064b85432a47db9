package org.haproxystats.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.haproxystats.config.CountersSurviveReload;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.spool.LearntFields;
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
 * <p>Where HAProxy itself carries counters over a reload, they would be there twice, and are taken
 * away from the sum in the snapshot: see {@link InheritedCounters}.
 *
 * <p>A crash at any moment counts nothing twice: the sum itself says whose dumps are in it. For one
 * thread.
 */
final class FinishedWorkers {
  private static final String SUM = "sum";
  private static final String INFO = ".info";
  private static final String STAT = ".stat";

  /** Names the newest worker of a master at the last pull. */
  private static final String NEWEST = "newest.";

  private final Path directory;
  private final FieldCatalog catalog = FieldCatalog.load();
  private final InheritedCounters inherited;

  /**
   * @param spool the folder of snapshots; what is kept is in {@code <spool>.workers} beside it
   * @param survive what HAProxy itself carries over a reload
   */
  FinishedWorkers(Path spool, CountersSurviveReload survive) {
    directory = spool.resolveSibling(spool.getFileName() + ".workers");
    inherited = InheritedCounters.of(survive, directory, new LearntFields(spool), catalog);
  }

  /** A worker, with its answer to {@code show stat}. */
  static final class Running {
    private final String identity;
    private final PullTarget target;
    private final byte[] stat;

    Running(String identity, PullTarget target, byte[] stat) {
      this.identity = identity;
      this.target = target;
      this.stat = stat;
    }

    String identity() {
      return identity;
    }

    String master() {
      return target.lastingName();
    }

    byte[] stat() {
      return stat;
    }
  }

  /**
   * Keeps the dumps of the workers that run, and adds to the snapshot what finished ones had
   * counted.
   *
   * @param workers those whose dumps are in the snapshot, of each master the newest first
   * @param all whether no other worker runs; if one may, none is taken for finished
   * @throws IOException if something cannot be read or written; the message names it
   */
  void update(StagedSnapshot snapshot, Collection<PullTarget> workers, boolean all)
      throws IOException {
    try {
      Files.createDirectories(directory);
      var running = new ArrayList<Running>();
      for (var worker : workers) {
        running.add(read(snapshot, worker));
      }
      var sum = sum();
      noteSuccessors(running, sum);
      for (var worker : running) {
        link(snapshot.path(worker.target.statFile()), worker.identity + STAT);
        link(snapshot.path(worker.target.infoFile()), worker.identity + INFO);
      }
      for (var newest : newest(running).values()) {
        write(NEWEST + newest.master(), newest.identity.getBytes(StandardCharsets.UTF_8));
      }
      if (all) {
        addEnded(running, sum);
      }
      addTo(snapshot, running, sum);
    } catch (MalformedStatisticsException e) {
      throw new IOException(
          "cannot use what is kept in " + directory + ", remove it: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(
          "cannot keep the dumps of workers in " + directory + ": " + FileTrouble.reason(e), e);
    }
  }

  private static Running read(StagedSnapshot snapshot, PullTarget worker)
      throws IOException, MalformedStatisticsException {
    var process = InfoReader.read(Files.readAllBytes(snapshot.path(worker.infoFile())));
    var identity =
        process.text("Pid").orElse("") + "-" + process.text("Start_time_sec").orElse("unknown");
    return new Running(identity, worker, Files.readAllBytes(snapshot.path(worker.statFile())));
  }

  private CounterSum sum() throws IOException, MalformedStatisticsException {
    var sum = new CounterSum(catalog);
    try {
      sum.add(read(SUM));
    } catch (NoSuchFileException e) {
      return sum; // No worker has ended yet.
    }
    return sum;
  }

  /** Looks what each master's new workers have of the one that was its newest. */
  private void noteSuccessors(List<Running> running, CounterSum sum)
      throws IOException, MalformedStatisticsException {
    boolean changed = false;
    for (var newest : newest(running).values()) {
      var last = lastNewest(newest.target);
      var news = new ArrayList<Running>();
      for (var worker : running.reversed()) {
        if (worker.master().equals(newest.master()) && !isKept(worker.identity)) {
          news.add(worker);
        }
      }
      if (last.isPresent() && !news.isEmpty()) {
        var before = last.get();
        var now =
            running.stream().filter(worker -> worker.identity.equals(before.identity)).findFirst();
        changed |= inherited.begin(news, newest, before.stat, now.orElse(before).stat, sum);
      }
    }
    if (changed) {
      write(SUM, sum.toBytes());
    }
  }

  private boolean isKept(String identity) {
    return Files.exists(directory.resolve(identity + INFO));
  }

  /** A master's newest worker at the last pull, with its dump of then. */
  private Optional<Running> lastNewest(PullTarget target) throws IOException {
    try {
      var identity = new String(read(NEWEST + target.lastingName()), StandardCharsets.UTF_8);
      return Optional.of(new Running(identity, target, read(identity + STAT)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Running> newest(List<Running> running) {
    var newest = new LinkedHashMap<String, Running>();
    running.forEach(worker -> newest.putIfAbsent(worker.master(), worker));
    return newest;
  }

  private void addEnded(List<Running> running, CounterSum sum)
      throws IOException, MalformedStatisticsException {
    var ended = keptIdentities();
    running.forEach(worker -> ended.remove(worker.identity));
    if (ended.isEmpty()) {
      return;
    }
    for (var identity : ended) {
      if (!sum.members().contains(identity)) {
        inherited.addEnded(identity, read(identity + INFO), read(identity + STAT), sum);
      }
    }
    var objects = new HashSet<CounterSum.ObjectName>();
    for (var worker : running) {
      objects.addAll(CounterSum.objects(worker.stat));
    }
    // Names of servers that come and go must not pile up, nor those of processes.
    sum.retain(objects, ended::contains);
    write(SUM, sum.toBytes());
    for (var identity : ended) {
      Files.deleteIfExists(directory.resolve(identity + INFO));
      Files.deleteIfExists(directory.resolve(identity + STAT));
      inherited.forget(identity);
    }
  }

  private void addTo(StagedSnapshot snapshot, List<Running> running, CounterSum sum)
      throws IOException, MalformedStatisticsException {
    var newest = newest(running).values();
    boolean corrected = false;
    for (var worker : running) {
      corrected |= inherited.subtract(worker, newest.contains(worker), sum);
    }
    var file = directory.resolve(SUM);
    if (corrected) {
      snapshot.newFile(Snapshot.FINISHED).write(ByteBuffer.wrap(sum.toBytes()));
    } else if (Files.exists(file)) {
      linkOrCopy(snapshot.path(Snapshot.FINISHED), file);
    }
  }

  /** A spool that is a file system of its own shares no file with the folder beside it. */
  private static void linkOrCopy(Path link, Path file) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(file, link);
    }
  }

  /** Links a worker's dump into the folder, in place of its last one. */
  private void link(Path file, String name) throws IOException {
    var unfinished = directory.resolve("." + name);
    Files.deleteIfExists(unfinished);
    linkOrCopy(unfinished, file);
    replace(unfinished, name);
  }

  private void write(String name, byte[] bytes) throws IOException {
    var unfinished = directory.resolve("." + name);
    Files.write(unfinished, bytes);
    replace(unfinished, name);
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
