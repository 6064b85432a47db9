package org.haproxystats.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.haproxystats.config.ProcessSettings;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.DaemonAggregator;
import org.haproxystats.runtime.stats.Exclusions;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.PlannedMetric;
import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.StatAggregator;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.spool.LearntFields;
import org.haproxystats.spool.Snapshot;

/**
 * Makes an {@link AggregatedSnapshot} of the files of a snapshot. The files are read by a fixed
 * number of threads, one file each, and added up one after the other.
 */
public final class SnapshotReader implements SnapshotSource, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SnapshotReader.class.getName());

  private final ProcessSettings settings;
  private final FieldCatalog catalog;
  private final LearntFields learntFields;
  private final DaemonAggregator daemonAggregator;
  private final ExecutorService workers;
  private final int threads;
  private final Object addingUp = new Object();
  private StatAggregator statAggregator;
  private BlockingQueue<StatCsvReader> idleReaders;
  private boolean toldOfEqualNumbers;
  private Set<String> toldOfMissing = Set.of();

  /**
   * Plans what to compute.
   *
   * @throws IllegalArgumentException if a metric is configured that no HAProxy has
   */
  public SnapshotReader(ProcessSettings settings, FieldCatalog catalog) {
    this.settings = settings;
    this.catalog = catalog;
    learntFields = new LearntFields(settings.srcDir());
    daemonAggregator =
        new DaemonAggregator(
            catalog.plan(settings.aggregation(), ObjectKind.DAEMON),
            FieldCatalog.CPU_USAGE,
            settings.calculatePercentages() ? FieldCatalog.PERCENTAGES : List.of());
    threads = Math.min(settings.workers(), Runtime.getRuntime().availableProcessors());
    workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("worker-", 1).daemon().factory());
    statAggregator = new StatAggregator(plan(settings, catalog.with(learnt())));
    idleReaders = readers(statAggregator, threads);
  }

  private static BlockingQueue<StatCsvReader> readers(StatAggregator aggregator, int count) {
    var readers = new LinkedBlockingQueue<StatCsvReader>();
    for (int i = 0; i < count; i++) {
      readers.add(new StatCsvReader(aggregator.fields()));
    }
    return readers;
  }

  /** What HAProxy has told of its fields since the last call; none if that cannot be read. */
  private List<Field> learnt() {
    try {
      return learntFields.changed().orElse(List.of());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "fields of newer HAProxys are not known: " + e.getMessage());
      return List.of();
    }
  }

  /** Plans anew if HAProxy has told of fields that matter and were not known. */
  private void learnFields() {
    var learnt = learnt();
    if (!learnt.isEmpty()) {
      var planned = new StatAggregator(plan(settings, catalog.with(learnt)));
      if (!planned.fields().equals(statAggregator.fields())) {
        statAggregator = planned;
        idleReaders = readers(planned, threads);
      }
    }
  }

  private static Map<ObjectKind, List<PlannedMetric>> plan(
      ProcessSettings settings, FieldCatalog catalog) {
    var plan = new EnumMap<ObjectKind, List<PlannedMetric>>(ObjectKind.class);
    plan.put(ObjectKind.FRONTEND, metrics(settings, catalog, ObjectKind.FRONTEND));
    plan.put(ObjectKind.BACKEND, metrics(settings, catalog, ObjectKind.BACKEND));
    plan.put(ObjectKind.SERVER, metrics(settings, catalog, ObjectKind.SERVER));
    if (settings.aggrServerMetrics()) {
      // The original has no choice of metrics here.
      plan.put(
          ObjectKind.SERVER_IN_ALL_BACKENDS,
          catalog.plan(settings.aggregation(), ObjectKind.SERVER));
    }
    return plan;
  }

  private static List<PlannedMetric> metrics(
      ProcessSettings settings, FieldCatalog catalog, ObjectKind kind) {
    var rules = settings.aggregation();
    return settings
        .metrics(kind)
        .map(names -> catalog.plan(rules, kind, names))
        .orElseGet(() -> catalog.plan(rules, kind));
  }

  @Override
  public AggregatedSnapshot read(Snapshot snapshot) throws IOException {
    var own = new CollectorMetrics();
    var tables = new ArrayList<MetricTable>();
    learnFields();
    tables.addAll(own.timeDaemon(() -> daemonTables(snapshot)));
    tables.addAll(own.timeStatistics(() -> statTables(snapshot)));
    own.missingProcesses(missing(snapshot));
    tables.add(own.table());
    return new AggregatedSnapshot(snapshot.seconds(), tables);
  }

  /** Counts the processes that a snapshot lacks, and tells of them when they are other ones. */
  private int missing(Snapshot snapshot) throws IOException {
    var missing = snapshot.missing();
    if (!missing.keySet().equals(toldOfMissing)) {
      if (missing.isEmpty()) {
        LOG.log(Level.INFO, snapshot + ": no process is missing any more");
      } else {
        LOG.log(
            Level.WARNING,
            snapshot + ": its sums lack processes that did not answer the pull: " + missing);
      }
      toldOfMissing = Set.copyOf(missing.keySet());
    }
    return missing.size();
  }

  private List<MetricTable> daemonTables(Snapshot snapshot) throws IOException {
    var processes = new ArrayList<ProcessInfo>();
    var files = new ArrayList<Path>();
    for (var file : snapshot.infoFiles()) {
      try {
        processes.add(InfoReader.read(Files.readAllBytes(file)));
        files.add(file);
      } catch (MalformedStatisticsException e) {
        leftOut(file, e);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    if (processes.isEmpty()) {
      LOG.log(Level.ERROR, snapshot + ": no HAProxy process information in it");
      return List.of();
    }
    var tables = new ArrayList<MetricTable>();
    tables.add(daemonAggregator.aggregate(processes, finishedInfo(snapshot)));
    if (settings.perProcessMetrics()) {
      tables.add(daemonAggregator.perProcess(processes, numbers(processes, files)));
    }
    return tables;
  }

  /**
   * The numbers that tell processes apart in metric names: HAProxy's own where they differ, as with
   * {@code nbproc}; otherwise their place in the order of the sockets' names.
   */
  private List<String> numbers(List<ProcessInfo> processes, List<Path> files) {
    var numbers = new ArrayList<String>();
    for (var process : processes) {
      process.text("Process_num").ifPresent(numbers::add);
    }
    if (new HashSet<>(numbers).size() == processes.size()) {
      return numbers;
    }
    if (!toldOfEqualNumbers) {
      toldOfEqualNumbers = true;
      LOG.log(
          Level.INFO,
          "several processes have the same Process_num: they are numbered by socket, in this order: "
              + files.stream().map(file -> socket(file, "_info")).toList());
    }
    return IntStream.rangeClosed(1, processes.size()).mapToObj(String::valueOf).toList();
  }

  private static String socket(Path file, String suffix) {
    var name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - suffix.length());
  }

  private List<MetricTable> statTables(Snapshot snapshot) throws IOException {
    statAggregator.begin(
        new Exclusions(
            names(settings.excludeFrontends(), "exclude-frontends"),
            names(settings.excludeBackends(), "exclude-backends")));
    var reads = new ArrayList<Future<Boolean>>();
    for (var file : snapshot.statFiles()) {
      reads.add(workers.submit(() -> addFile(file)));
    }
    awaitAll(reads);
    boolean any = false;
    for (var read : reads) {
      any |= result(read);
    }
    addFinished(snapshot);
    if (!any) {
      LOG.log(Level.ERROR, snapshot + ": no statistics of frontends and backends in it");
      return List.of();
    }
    return statAggregator.finish();
  }

  /** What workers had counted that have ended since; pull writes it where it knows the master. */
  private static Optional<List<byte[]>> finished(Snapshot snapshot) throws IOException {
    var file = snapshot.finished();
    return Files.exists(file)
        ? Optional.of(CounterSum.parts(Files.readAllBytes(file)))
        : Optional.empty();
  }

  private static List<ProcessInfo> finishedInfo(Snapshot snapshot) throws IOException {
    var finished = finished(snapshot);
    if (finished.isPresent()) {
      try {
        return List.of(InfoReader.read(finished.get().get(0)));
      } catch (MalformedStatisticsException e) {
        leftOut(snapshot.finished(), e);
      }
    }
    return List.of();
  }

  private void addFinished(Snapshot snapshot) throws IOException {
    var finished = finished(snapshot);
    if (finished.isPresent()) {
      try (InputStream in = new ByteArrayInputStream(finished.get().get(1))) {
        statAggregator.addFinished(new StatCsvReader(statAggregator.fields()).read(in));
      } catch (MalformedStatisticsException e) {
        leftOut(snapshot.finished(), e);
      }
    }
  }

  /** Reads one file and adds it; false if it is no answer to {@code show stat}. */
  private boolean addFile(Path file) throws IOException, InterruptedException {
    var reader = idleReaders.take();
    try (InputStream in = Files.newInputStream(file)) {
      var table = reader.read(in);
      table.problems().forEach(problem -> LOG.log(Level.WARNING, file + ": " + problem));
      synchronized (addingUp) {
        statAggregator.add(socket(file, "_stat"), table);
      }
      return true;
    } catch (MalformedStatisticsException e) {
      leftOut(file, e);
      return false;
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      idleReaders.add(reader);
    }
  }

  /**
   * Waits for all workers, also when one has failed or the waiting thread is to stop: none may add
   * to the sums of the next snapshot. A file is quickly read.
   */
  private static void awaitAll(List<Future<Boolean>> reads) {
    boolean interrupted = false;
    for (var read : reads) {
      while (read.state() == Future.State.RUNNING) {
        try {
          read.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          break; // It is thrown when all have ended.
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The result of a worker that has ended. */
  private static boolean result(Future<Boolean> read) throws IOException {
    if (read.state() == Future.State.SUCCESS) {
      return read.resultNow();
    }
    switch (read.exceptionNow()) {
      case IOException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Throwable cause -> throw new IllegalStateException(cause);
    }
  }

  /** Not every exception knows the file. */
  private static IOException unreadable(Path file, IOException e) {
    return e instanceof FileSystemException || e instanceof ClosedByInterruptException
        ? e
        : new IOException(file + ": " + FileTrouble.reason(e), e);
  }

  private static void leftOut(Path file, MalformedStatisticsException e) {
    LOG.log(Level.ERROR, file + " is left out: " + e.getMessage());
  }

  /** The names in an exclude file, one a line; lines that begin with # are comments. */
  private static Set<String> names(Optional<Path> file, String option) {
    if (file.isEmpty()) {
      return Set.of();
    }
    var names = new HashSet<String>();
    try {
      for (var line : Files.readAllLines(file.get())) {
        var name = line.strip();
        if (!name.isEmpty() && !name.startsWith("#")) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.log(
          Level.ERROR, "[process] " + option + ": " + file.get() + " is missing, nothing excluded");
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "[process] "
              + option
              + ": cannot read "
              + file.get()
              + ", nothing excluded: "
              + FileTrouble.reason(e));
    }
    return names;
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
