package org.haproxystats.runtime.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates the {@code show stat} tables of several processes: rows of one name become one object,
 * and each planned metric of it one value, by the metric's rule. Which fields there are and what is
 * done with them is the plan's business; no field is known here.
 *
 * <p>Two names that differ only by a dot in place of an underscore are one object unless {@link
 * Names#EXACT} is wanted, since they would be one in Graphite, and the original adds them up.
 *
 * <p>Use: {@link #begin}, {@link #add} for each process, {@link #finish}. The names of objects are
 * remembered from one snapshot to the next. Not for use by several threads at once.
 */
public final class StatAggregator {
  /** How many servers a backend has; only backends that have one get the value. */
  public static final Metric TOTAL_SERVERS = new Metric("TotalServers", "servers", false);

  /** Which names are the same. */
  public enum Names {
    /** A dot and an underscore are the same. */
    AS_IN_GRAPHITE,
    /** Every character counts. */
    EXACT
  }

  private final Map<ObjectKind, KindGroups> kinds = new EnumMap<>(ObjectKind.class);
  private final Map<ObjectKind, NameIndex> indexes = new EnumMap<>(ObjectKind.class);
  private final List<String> fields;
  private final List<String> textFields;
  private final List<StatEntry> servers = new ArrayList<>();
  // The counters whose growth weights a mean, and what each process had counted.
  private final Set<String> growing = new TreeSet<>();
  private final Map<String, Map<String, Growth>> growthsOfProcesses = new HashMap<>();
  private final Set<String> processes = new HashSet<>();
  // The counters that have a rate, and those that are compared with an earlier snapshot at all.
  private final Set<String> rated = new TreeSet<>();
  private final CounterHistory history;
  private final boolean findsRestarts;
  private final Names sameNames;
  private Comparison comparison = Comparison.NONE;
  private @Nullable StatEntry[] entries = {};
  private Exclusions exclusions = Exclusions.NONE;
  private long snapshot;
  private byte[] key = new byte[256];

  /**
   * An aggregator of numbers alone, which does not look for restarts.
   *
   * @param plan the metrics to compute for each kind of object; a kind that is missing is left out
   */
  public StatAggregator(Map<ObjectKind, List<PlannedMetric>> plan) {
    this(plan, Map.of(), false, Names.AS_IN_GRAPHITE);
  }

  /**
   * An aggregator of numbers and texts.
   *
   * @param plan the metrics to compute for each kind of object; a kind that is missing is left out
   * @param texts the texts to take over, for kinds of the plan
   * @param findsRestarts whether the tables say since when counters count
   */
  public StatAggregator(
      Map<ObjectKind, List<PlannedMetric>> plan,
      Map<ObjectKind, List<PlannedText>> texts,
      boolean findsRestarts) {
    this(plan, texts, findsRestarts, Names.AS_IN_GRAPHITE);
  }

  /**
   * The same, with a say in which names are one object.
   *
   * @param plan the metrics to compute for each kind of object; a kind that is missing is left out
   * @param texts the texts to take over, for kinds of the plan
   * @param findsRestarts whether the tables say since when counters count
   * @param sameNames which names are one object
   */
  public StatAggregator(
      Map<ObjectKind, List<PlannedMetric>> plan,
      Map<ObjectKind, List<PlannedText>> texts,
      boolean findsRestarts,
      Names sameNames) {
    this.findsRestarts = findsRestarts;
    this.sameNames = sameNames;
    var compared = new TreeSet<String>();
    textFields =
        texts.values().stream().flatMap(List::stream).map(PlannedText::field).distinct().toList();
    var wanted = new TreeSet<String>();
    plan.forEach(
        (kind, metrics) -> {
          kinds.put(kind, new KindGroups(kind, metrics, texts.getOrDefault(kind, List.of())));
          indexes.put(kind, new NameIndex());
          for (var metric : metrics) {
            wanted.add(metric.field());
            var other = Accumulator.otherField(metric.rule());
            if (other != null) {
              wanted.add(other);
            }
            if (metric.rule() instanceof Aggregation.MeanByGrowth(var counter)) {
              growing.add(counter);
            }
            if (metric.rule() instanceof Aggregation.PerSecond) {
              rated.add(metric.field());
            }
            if (findsRestarts && metric.isSumOfCounters()) {
              compared.add(metric.field());
            }
          }
        });
    fields = List.copyOf(wanted);
    compared.addAll(rated);
    history = new CounterHistory(compared);
  }

  /** {@return the fields that the tables must have been read with} */
  public List<String> fields() {
    return fields;
  }

  /** {@return the fields that the tables must have been read with as texts} */
  public List<String> textFields() {
    return textFields;
  }

  /**
   * Begins a snapshot that is compared with no other.
   *
   * @param exclusions the frontends and backends to leave out
   */
  public void begin(Exclusions exclusions) {
    begin(exclusions, Comparison.NONE);
  }

  /**
   * Begins a snapshot.
   *
   * @param exclusions the frontends and backends to leave out
   * @param comparison when it was taken, and which one its counters are compared with
   */
  public void begin(Exclusions exclusions, Comparison comparison) {
    this.exclusions = exclusions;
    this.comparison = comparison;
    snapshot++;
    servers.clear();
    processes.clear();
    kinds.values().forEach(groups -> groups.clear(comparison.interval()));
  }

  /**
   * Adds the table of one process.
   *
   * @param process what tells the process apart from the others, such as its socket's name
   * @param table its rows, read with {@link #fields} and {@link #textFields}; not kept
   */
  public void add(String process, StatTable table) {
    processes.add(process);
    if (entries.length < table.rows()) {
      entries = new @Nullable StatEntry[table.rows()];
    }
    for (int row = 0; row < table.rows(); row++) {
      entries[row] =
          switch (table.type(row)) {
            case FRONTEND -> assign(ObjectKind.FRONTEND, table, row);
            case BACKEND -> assign(ObjectKind.BACKEND, table, row);
            case SERVER -> assignServer(table, row);
            case LISTENER -> assign(ObjectKind.LISTENER, table, row);
          };
    }
    var growths = growths(process, table);
    var rates = compare(process, table);
    kinds.values().forEach(groups -> groups.add(table, growths, rates));
  }

  /** What the counters of a process have grown by, by field; nothing if that is not known. */
  private Map<String, long[]> compare(String process, StatTable table) {
    var growths = new HashMap<String, long[]>();
    if (comparison.isKept() && !history.counters().isEmpty()) {
      var rows = new CounterRows(entries, table, history.counters());
      var earlier = history.replace(comparison, process, rows);
      if (earlier != null) {
        for (var field : rated) {
          var growth = earlier.growth(field, rows);
          if (growth != null) {
            growths.put(field, growth);
          }
        }
        if (findsRestarts) {
          noteRestarts(earlier, rows, table.rows());
        }
      } else if (comparison.hasEarlier()) {
        var unknown = new long[table.rows()];
        Arrays.fill(unknown, CounterRows.UNKNOWN);
        rated.forEach(field -> growths.put(field, unknown));
      }
    }
    return growths;
  }

  private void noteRestarts(CounterRows earlier, CounterRows rows, int count) {
    for (int row = 0; row < count; row++) {
      var entry = entries[row];
      if (entry != null && earlier.hasBegunAnew(rows, row)) {
        entry.restartAfter(comparison.earlier());
        if (entry.inAllBackends != null) {
          entry.inAllBackends.restartAfter(comparison.earlier());
        }
      }
    }
  }

  /**
   * Adds what processes had counted that have ended since, so that totals do not fall back, or
   * takes away what is counted more than once. It counts for objects that some process still has,
   * and for sums only. To be called after all calls of {@link #add}.
   *
   * @param table what to add, or numbers below zero to take away
   */
  public void addFinished(StatTable table) {
    for (int row = 0; row < table.rows(); row++) {
      switch (table.type(row)) {
        case FRONTEND -> assignIfPresent(ObjectKind.FRONTEND, table, row);
        case BACKEND -> assignIfPresent(ObjectKind.BACKEND, table, row);
        case SERVER -> {
          assignIfPresent(ObjectKind.SERVER, table, row);
          assignIfPresent(ObjectKind.SERVER_IN_ALL_BACKENDS, table, row);
        }
        case LISTENER -> {}
      }
    }
    kinds.values().forEach(groups -> groups.addToSums(table));
  }

  private void assignIfPresent(ObjectKind kind, StatTable table, int row) {
    var groups = kinds.get(kind);
    if (groups != null) {
      var entry = entry(kind, table, row);
      if (entry.snapshot == snapshot && entry.row != StatEntry.EXCLUDED) {
        groups.assign(row, entry.row);
      }
    }
  }

  private Map<String, long[]> growths(String process, StatTable table) {
    var growths = new HashMap<String, long[]>();
    for (var field : growing) {
      var values = table.column(field);
      if (values != null) {
        var growth =
            growthsOfProcesses
                .computeIfAbsent(process, p -> new HashMap<>())
                .computeIfAbsent(field, f -> new Growth());
        growths.put(field, growth.next(entries, values, table.rows()));
      }
    }
    return growths;
  }

  /**
   * Ends the snapshot.
   *
   * @return one table for each kind of object in the plan, possibly without rows; they belong to
   *     the caller until {@link #reuse}
   */
  public List<MetricTable> finish() {
    // One that is missing for once comes back; workers that were replaced do not.
    if (growthsOfProcesses.size() > 2 * processes.size() + 16) {
      growthsOfProcesses.keySet().retainAll(processes);
    }
    var tables = new ArrayList<MetricTable>();
    kinds.forEach(
        (kind, groups) -> {
          var more =
              kind == ObjectKind.BACKEND ? List.of(totalServers(groups)) : List.<MetricColumn>of();
          long[] starts = findsRestarts ? groups.lastRestarts(comparison.seconds()) : new long[0];
          tables.add(groups.finish(more, starts));
          index(kind).forgetVanished(snapshot, groups.size());
        });
    return tables;
  }

  /**
   * Takes back tables that {@link #finish} gave, or another aggregator's: the arrays of their
   * columns become those of later tables. So nobody may read them any more, and each may be given
   * back only once.
   *
   * @param tables those that nobody reads any more
   */
  public void reuse(List<MetricTable> tables) {
    for (var table : tables) {
      var groups = kinds.get(table.kind());
      if (groups != null) {
        table.columns().forEach(groups.spares()::add);
      }
    }
  }

  private @Nullable StatEntry assignServer(StatTable table, int row) {
    var entry = assign(ObjectKind.SERVER, table, row);
    if (entry != null) {
      var everywhere = kinds.get(ObjectKind.SERVER_IN_ALL_BACKENDS);
      if (everywhere != null) {
        everywhere.assign(row, groupInAllBackends(entry, everywhere, table, row));
      }
    }
    return entry;
  }

  private @Nullable StatEntry assign(ObjectKind kind, StatTable table, int row) {
    var groups = kinds.get(kind);
    if (groups == null) {
      return null;
    }
    var entry = entry(kind, table, row);
    if (entry.snapshot != snapshot) {
      entry.snapshot = snapshot;
      entry.row = exclusions.excludes(entry.object) ? StatEntry.EXCLUDED : groups.newGroup(entry);
      if (kind == ObjectKind.SERVER && entry.row != StatEntry.EXCLUDED) {
        servers.add(entry);
      }
    }
    if (entry.row != StatEntry.EXCLUDED) {
      groups.assign(row, entry.row);
    }
    return entry;
  }

  private int groupInAllBackends(
      StatEntry server, KindGroups everywhere, StatTable table, int row) {
    var entry = server.inAllBackends;
    if (entry == null || entry.snapshot != snapshot) {
      entry = entry(ObjectKind.SERVER_IN_ALL_BACKENDS, table, row);
      server.inAllBackends = entry;
    }
    if (entry.snapshot != snapshot) {
      entry.snapshot = snapshot;
      entry.row = everywhere.newGroup(entry);
    }
    return entry.row;
  }

  private MetricColumn totalServers(KindGroups backends) {
    var totals = backends.spares().longs(backends.size());
    Arrays.fill(totals, MetricColumn.ABSENT);
    for (var server : servers) {
      var backend = backendOf(server);
      if (backend != null && backend.snapshot == snapshot && backend.row != StatEntry.EXCLUDED) {
        totals[backend.row] = Math.max(totals[backend.row], 0) + 1;
      }
    }
    return new MetricColumn.Longs(TOTAL_SERVERS, totals);
  }

  private @Nullable StatEntry backendOf(StatEntry server) {
    if (server.backend == null || server.backend.snapshot != snapshot) {
      int length = keyLength(server.key);
      server.backend =
          index(ObjectKind.BACKEND).find(server.key, length, NameIndex.hash(server.key, length));
    }
    return server.backend;
  }

  /** The length of the first part of a server's key: its backend's. */
  private static int keyLength(byte[] serverKey) {
    int length = 0;
    while (serverKey[length] != 0) {
      length++;
    }
    return length;
  }

  private StatEntry entry(ObjectKind kind, StatTable table, int row) {
    int start =
        kind == ObjectKind.SERVER_IN_ALL_BACKENDS ? table.proxyEnd(row) : table.proxyStart(row);
    int end =
        switch (kind) {
          case SERVER, LISTENER, SERVER_IN_ALL_BACKENDS -> table.serviceEnd(row);
          default -> table.proxyEnd(row);
        };
    int border = table.proxyEnd(row) - start;
    var index = index(kind);
    var entry = index.next(table.names(), start, end, border);
    if (entry == null) {
      entry = lookUp(kind, table, row, start, end, border);
    }
    index.advance(entry);
    return entry;
  }

  private StatEntry lookUp(
      ObjectKind kind, StatTable table, int row, int start, int end, int border) {
    int length =
        switch (kind) {
          case SERVER, LISTENER -> keyBelowProxy(table, row);
          default -> appendKey(table, start, end, 0);
        };
    int hash = NameIndex.hash(key, length);
    var index = index(kind);
    var found = index.find(key, length, hash);
    if (found != null) {
      return found;
    }
    var name = Arrays.copyOfRange(table.names(), start, end);
    var entry =
        new StatEntry(Arrays.copyOf(key, length), hash, object(kind, table, row), name, border);
    index.add(entry);
    return entry;
  }

  private static StatObject object(ObjectKind kind, StatTable table, int row) {
    return switch (kind) {
      case SERVER, LISTENER -> new StatObject(kind, table.proxy(row), table.service(row));
      case SERVER_IN_ALL_BACKENDS -> new StatObject(kind, "", table.service(row));
      default -> new StatObject(kind, "", table.proxy(row));
    };
  }

  private int keyBelowProxy(StatTable table, int row) {
    int length = appendKey(table, table.proxyStart(row), table.proxyEnd(row), 0);
    key[length] = 0;
    return appendKey(table, table.proxyEnd(row), table.serviceEnd(row), length + 1);
  }

  private int appendKey(StatTable table, int start, int end, int at) {
    int length = at + end - start;
    if (length >= key.length) {
      key = Arrays.copyOf(key, 2 * length);
    }
    var names = table.names();
    for (int i = start; i < end; i++) {
      key[at++] = names[i] == '.' && sameNames == Names.AS_IN_GRAPHITE ? (byte) '_' : names[i];
    }
    return length;
  }

  private NameIndex index(ObjectKind kind) {
    return Objects.requireNonNull(indexes.get(kind));
  }
}
