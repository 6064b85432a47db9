package org.haproxystats.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.haproxystats.config.ProcessSettings;
import org.haproxystats.process.RecentSnapshots.Recent;
import org.haproxystats.process.SnapshotFiles.Finished;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Comparison;
import org.haproxystats.runtime.stats.DaemonAggregator;
import org.haproxystats.runtime.stats.DaemonAggregator.Earlier;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatAggregator;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.spool.LearntFields;
import org.haproxystats.spool.Snapshot;

/** Makes an {@link AggregatedSnapshot} of the files of a snapshot. */
public final class SnapshotReader implements SnapshotSource, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SnapshotReader.class.getName());

  private final ProcessSettings settings;
  private final FieldCatalog catalog;
  private final LearntFields learntFields;
  private final Collection<SnapshotNeeds> needs;
  private final SnapshotFiles files;
  private final ProcessNumbers numbers = new ProcessNumbers();
  private final Queue<AggregatedSnapshot> takenBack = new ConcurrentLinkedQueue<>();
  private volatile SnapshotPlan plan;
  private DaemonAggregator daemonAggregator;
  private StatAggregator statAggregator;
  private EachProcess eachProcess;
  private RecentSnapshots recentSnapshots = new RecentSnapshots();
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
    files =
        new SnapshotFiles(Math.min(settings.workers(), Runtime.getRuntime().availableProcessors()));
    plan = SnapshotPlan.of(settings, catalog.with(learnt()), needs);
    daemonAggregator = daemonAggregator(plan);
    eachProcess = new EachProcess(plan, daemonAggregator);
    statAggregator = new StatAggregator(plan.ofStatistics(), plan.texts(), plan.wantsStarts());
    files.readWith(() -> reader(statAggregator));
  }

  private static StatCsvReader reader(StatAggregator aggregator) {
    return new StatCsvReader(aggregator.fields(), aggregator.textFields());
  }

  private DaemonAggregator daemonAggregator(SnapshotPlan planned) {
    return new DaemonAggregator(
        planned.metrics().getOrDefault(ObjectKind.DAEMON, List.of()),
        planned.texts().getOrDefault(ObjectKind.DAEMON, List.of()),
        FieldCatalog.CPU_USAGE,
        settings.calculatePercentages() ? FieldCatalog.PERCENTAGES : List.of());
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
        files.readWith(() -> reader(statAggregator));
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
    var finished = files.finished(snapshot);
    var recent = new Recent(snapshot.seconds(), new LinkedHashMap<>());
    var earlier = plan.compares() ? earlier(snapshot) : Optional.<Recent>empty();
    tables.addAll(own.timeDaemon(() -> daemonTables(snapshot, recent, earlier, finished)));
    tables.addAll(
        own.timeStatistics(() -> statTables(snapshot, comparison(recent, earlier), finished)));
    own.missingProcesses(missing(snapshot));
    tables.add(own.table());
    var whole = new AggregatedSnapshot(snapshot.seconds(), tables, eachProcess.finish());
    if (!plan.compares()) {
      return whole;
    }
    recentSnapshots.add(recent);
    boolean carried = finished.isPresent();
    earlier.ifPresent(one -> recentSnapshots.noteEnds(one, recent, carried));
    return plan.wantsStarts()
        ? StartTimes.in(whole, recent.processes(), start(recent, carried))
        : whole;
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
    recent.processes().putAll(files.info(snapshot));
    eachProcess.begin(recent, Optional.empty());
    var comparison = comparison(recent, Optional.empty());
    List<MetricTable> unused = statTables(snapshot, comparison, files.finished(snapshot));
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

  private List<MetricTable> daemonTables(
      Snapshot snapshot, Recent recent, Optional<Recent> earlier, Optional<Finished> finished)
      throws IOException {
    var bySocket = recent.processes();
    bySocket.putAll(files.info(snapshot));
    eachProcess.begin(recent, earlier);
    var processes = List.copyOf(bySocket.values());
    if (processes.isEmpty()) {
      LOG.log(Level.ERROR, snapshot + ": no HAProxy process information in it");
      return List.of();
    }
    var tables = new ArrayList<MetricTable>();
    var before = before(recent, earlier);
    tables.add(
        daemonAggregator.aggregate(
            processes, finished.map(Finished::info).orElse(List.of()), before));
    if (settings.perProcessMetrics()) {
      tables.add(daemonAggregator.perProcess(processes, numbers.of(bySocket), before));
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

  private List<MetricTable> statTables(
      Snapshot snapshot, Comparison comparison, Optional<Finished> finished) throws IOException {
    var exclusions = ExcludedNames.read(settings);
    statAggregator.begin(exclusions, comparison);
    boolean any =
        files.statistics(
            snapshot,
            (socket, table) -> {
              statAggregator.add(socket, table);
              eachProcess.add(socket, table, exclusions);
            });
    if (finished.isPresent()) {
      files
          .statistics(finished.get(), new StatCsvReader(statAggregator.fields()))
          .ifPresent(statAggregator::addFinished);
    }
    if (!any) {
      LOG.log(Level.ERROR, snapshot + ": no statistics of frontends and backends in it");
      return List.of();
    }
    return statAggregator.finish();
  }

  @Override
  public void close() {
    files.close();
  }
}
