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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.haproxystats.config.ProcessSettings;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.process.RecentSnapshots.Recent;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Comparison;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.DaemonAggregator;
import org.haproxystats.runtime.stats.DaemonAggregator.Earlier;
import org.haproxystats.runtime.stats.Exclusions;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.StatAggregator;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.sink.SnapshotNeeds;
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
  private final Collection<SnapshotNeeds> needs;
  private final ExecutorService workers;
  private final int threads;
  private final Object addingUp = new Object();
  private final Queue<AggregatedSnapshot> takenBack = new ConcurrentLinkedQueue<>();
  private volatile SnapshotPlan plan;
  private DaemonAggregator daemonAggregator;
  private StatAggregator statAggregator;
  private EachProcess eachProcess;
  private RecentSnapshots recentSnapshots = new RecentSnapshots();
  private BlockingQueue<StatCsvReader> idleReaders;
  private boolean toldOfEqualNumbers;
  private Set<String> toldOfMissing = Set.of();

  /** Plans what to compute for sinks that take what is configured, such as Graphite. */
  public SnapshotReader(ProcessSettings settings, FieldCatalog catalog) {
    this(settings, catalog, List.of(SnapshotNeeds.asConfigured()));
  }

  /**
   * Plans what to compute.
   *
   * @param needs what the sinks take of each snapshot
   * @throws IllegalArgumentException if a metric is configured that no HAProxy has
   */
  public SnapshotReader(
      ProcessSettings settings, FieldCatalog catalog, Collection<SnapshotNeeds> needs) {
    this.settings = settings;
    this.catalog = catalog;
    this.needs = List.copyOf(needs);
    learntFields = new LearntFields(settings.srcDir());
    threads = Math.min(settings.workers(), Runtime.getRuntime().availableProcessors());
    workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("worker-", 1).daemon().factory());
    plan = SnapshotPlan.of(settings, catalog.with(learnt()), needs);
    daemonAggregator = daemonAggregator(plan);
    eachProcess = new EachProcess(plan, daemonAggregator);
    statAggregator = new StatAggregator(plan.ofStatistics(), plan.texts(), plan.wantsStarts());
    idleReaders = readers(statAggregator, threads);
  }

  private DaemonAggregator daemonAggregator(SnapshotPlan planned) {
    return new DaemonAggregator(
        planned.metrics().getOrDefault(ObjectKind.DAEMON, List.of()),
        planned.texts().getOrDefault(ObjectKind.DAEMON, List.of()),
        FieldCatalog.CPU_USAGE,
        settings.calculatePercentages() ? FieldCatalog.PERCENTAGES : List.of());
  }

  private static BlockingQueue<StatCsvReader> readers(StatAggregator aggregator, int count) {
    var readers = new LinkedBlockingQueue<StatCsvReader>();
    for (int i = 0; i < count; i++) {
      readers.add(new StatCsvReader(aggregator.fields(), aggregator.textFields()));
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
      var planned = SnapshotPlan.of(settings, catalog.with(learnt), needs);
      if (!planned.equals(plan)) {
        plan = planned;
        daemonAggregator = daemonAggregator(planned);
        statAggregator =
            new StatAggregator(planned.ofStatistics(), planned.texts(), planned.wantsStarts());
        eachProcess = new EachProcess(planned, daemonAggregator);
        recentSnapshots = new RecentSnapshots();
        idleReaders = readers(statAggregator, threads);
      }
    }
  }

  @Override
  public AggregatedSnapshot part(AggregatedSnapshot whole, SnapshotNeeds need) {
    return plan.part(whole, need);
  }

  @Override
  public AggregatedSnapshot read(Snapshot snapshot) throws IOException {
    var own = new CollectorMetrics();
    var tables = new ArrayList<MetricTable>();
    learnFields();
    reuseTakenBack();
    var processes = new LinkedHashMap<String, ProcessInfo>();
    var recent = new Recent(snapshot.seconds(), processes);
    var earlier = plan.compares() ? earlier(snapshot) : Optional.<Recent>empty();
    tables.addAll(own.timeDaemon(() -> daemonTables(snapshot, recent, earlier)));
    tables.addAll(own.timeStatistics(() -> statTables(snapshot, comparison(recent, earlier))));
    own.missingProcesses(missing(snapshot));
    tables.add(own.table());
    var whole = new AggregatedSnapshot(snapshot.seconds(), tables, eachProcess.finish());
    if (!plan.compares()) {
      return whole;
    }
    recentSnapshots.add(recent);
    boolean carried = Files.exists(snapshot.finished());
    earlier.ifPresent(one -> recentSnapshots.noteEnds(one, recent, carried));
    return plan.wantsStarts() ? StartTimes.in(whole, processes, start(recent, carried)) : whole;
  }

  private long start(Recent recent, boolean carried) {
    long seconds = recent.seconds();
    long earliest = StartTimes.earliest(recent.processes().values(), seconds);
    return Math.max(
        recentSnapshots.start(earliest, carried), recentSnapshots.lastEndBefore(seconds));
  }

  /** The snapshot before this one, which is read again if it is not among those read last. */
  private Optional<Recent> earlier(Snapshot snapshot) {
    var recent = recentSnapshots.before(snapshot.seconds());
    long latest = recent.map(Recent::seconds).orElse(-1L);
    try {
      var waiting = snapshot.previous().filter(previous -> previous.seconds() > latest);
      return waiting.isEmpty() ? recent : Optional.of(readCounters(waiting.get()));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the snapshot before " + snapshot + " cannot be read", e);
      return Optional.empty();
    }
  }

  /** Reads a snapshot only to compare another with it. */
  private Recent readCounters(Snapshot snapshot) throws IOException {
    var recent = new Recent(snapshot.seconds(), new LinkedHashMap<>());
    readInfo(snapshot, recent.processes());
    eachProcess.begin(recent, Optional.empty());
    List<MetricTable> unused = statTables(snapshot, comparison(recent, Optional.empty()));
    statAggregator.reuse(unused);
    recentSnapshots.add(recent);
    return recent;
  }

  private Comparison comparison(Recent snapshot, Optional<Recent> earlier) {
    if (!plan.compares()) {
      return Comparison.NONE;
    }
    return earlier
        .map(one -> one.with(snapshot))
        .orElse(new Comparison(snapshot.seconds(), MetricColumn.ABSENT));
  }

  @Override
  public void takeBack(AggregatedSnapshot snapshot) {
    takenBack.add(snapshot);
  }

  private void reuseTakenBack() {
    for (var spare = takenBack.poll(); spare != null; spare = takenBack.poll()) {
      statAggregator.reuse(spare.tables());
      eachProcess.reuse(spare.processes());
    }
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

  /** Reads what the processes say of themselves, by the names of their sockets. */
  private static void readInfo(Snapshot snapshot, Map<String, ProcessInfo> processes)
      throws IOException {
    for (var file : snapshot.infoFiles()) {
      try {
        processes.put(socket(file, "_info"), InfoReader.read(Files.readAllBytes(file)));
      } catch (MalformedStatisticsException e) {
        leftOut(file, e);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }

  private List<MetricTable> daemonTables(Snapshot snapshot, Recent recent, Optional<Recent> earlier)
      throws IOException {
    var bySocket = recent.processes();
    readInfo(snapshot, bySocket);
    eachProcess.begin(recent, earlier);
    var processes = List.copyOf(bySocket.values());
    if (processes.isEmpty()) {
      LOG.log(Level.ERROR, snapshot + ": no HAProxy process information in it");
      return List.of();
    }
    var tables = new ArrayList<MetricTable>();
    var before = before(recent, earlier);
    tables.add(daemonAggregator.aggregate(processes, finishedInfo(snapshot), before));
    if (settings.perProcessMetrics()) {
      tables.add(daemonAggregator.perProcess(processes, numbers(bySocket), before));
    }
    return tables;
  }

  /** What the same processes said in the snapshot before. */
  private Earlier before(Recent snapshot, Optional<Recent> earlier) {
    var comparison = comparison(snapshot, earlier);
    if (!comparison.hasEarlier() || earlier.isEmpty()) {
      return Earlier.NONE;
    }
    var before = earlier.get().processes();
    return new Earlier(
        snapshot.processes().keySet().stream().map(before::get).toList(), comparison.interval());
  }

  /**
   * The numbers that tell processes apart in metric names: HAProxy's own where they differ, as with
   * {@code nbproc}; otherwise their place in the order of the sockets' names.
   */
  private List<String> numbers(Map<String, ProcessInfo> processes) {
    var numbers = new ArrayList<String>();
    for (var process : processes.values()) {
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
              + processes.keySet());
    }
    return IntStream.rangeClosed(1, processes.size()).mapToObj(String::valueOf).toList();
  }

  private static String socket(Path file, String suffix) {
    var name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - suffix.length());
  }

  private List<MetricTable> statTables(Snapshot snapshot, Comparison comparison)
      throws IOException {
    var exclusions =
        new Exclusions(
            names(settings.excludeFrontends(), "exclude-frontends"),
            names(settings.excludeBackends(), "exclude-backends"));
    statAggregator.begin(exclusions, comparison);
    var reads = new ArrayList<Future<Boolean>>();
    for (var file : snapshot.statFiles()) {
      reads.add(workers.submit(() -> addFile(file, exclusions)));
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
  private boolean addFile(Path file, Exclusions exclusions)
      throws IOException, InterruptedException {
    var reader = idleReaders.take();
    try (InputStream in = Files.newInputStream(file)) {
      var table = reader.read(in);
      table.problems().forEach(problem -> LOG.log(Level.WARNING, file + ": " + problem));
      synchronized (addingUp) {
        statAggregator.add(socket(file, "_stat"), table);
        eachProcess.add(socket(file, "_stat"), table, exclusions);
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
