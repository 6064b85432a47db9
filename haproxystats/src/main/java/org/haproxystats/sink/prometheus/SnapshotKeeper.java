package org.haproxystats.sink.prometheus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * Copies snapshots, which are only lent, into what the page is made of. For one thread at a time.
 */
final class SnapshotKeeper {
  private static final Metric START = new Metric(KeptTable.START, "epoch s", false);

  /**
   * A process says in whole seconds how long it has been running, and is asked at any moment of a
   * second; so what is computed from that may be off by so many seconds, and is still the same.
   */
  private static final long SAME_START = 2;

  private final Labels labels;
  private final boolean eachProcess;
  private final Map<String, Long> starts = new HashMap<>();

  SnapshotKeeper(Labels labels, boolean eachProcess) {
    this.labels = labels;
    this.eachProcess = eachProcess;
  }

  KeptSnapshot keep(AggregatedSnapshot snapshot) {
    var parts = new ArrayList<Map<ObjectKind, KeptTable>>();
    if (eachProcess) {
      for (var process : snapshot.processes()) {
        parts.add(tables(process.tables(), process.name(), snapshot.seconds()));
      }
    } else {
      parts.add(tables(snapshot.tables(), "", snapshot.seconds()));
    }
    labels.forgetVanished(
        parts.stream().flatMap(part -> part.values().stream()).mapToInt(KeptTable::rows).sum());
    for (var table : snapshot.tables()) {
      if (table.kind() == ObjectKind.COLLECTOR) {
        parts.add(Map.of(table.kind(), KeptTable.of(table, labels.of(table, ""))));
      }
    }
    return new KeptSnapshot(snapshot.seconds(), parts);
  }

  private Map<ObjectKind, KeptTable> tables(
      List<MetricTable> tables, String process, long seconds) {
    var kept = new EnumMap<ObjectKind, KeptTable>(ObjectKind.class);
    for (var table : tables) {
      if (table.kind() != ObjectKind.COLLECTOR) {
        kept.put(table.kind(), KeptTable.of(table, labels.of(table, process)));
      }
    }
    Optional.ofNullable(kept.get(ObjectKind.DAEMON))
        .ifPresent(daemon -> addStart(daemon, process, seconds));
    return kept;
  }

  /** Up to HAProxy 2.3 a process says only how long ago it was started. */
  private void addStart(KeptTable daemon, String process, long seconds) {
    var uptime = daemon.columns().get(KeptTable.UPTIME);
    if (daemon.columns().containsKey(KeptTable.START) || uptime == null || uptime.isAbsent(0)) {
      return;
    }
    long computed = seconds - Math.round(uptime.doubleValue(0));
    long start =
        starts.merge(
            process, computed, (known, now) -> Math.abs(now - known) <= SAME_START ? known : now);
    daemon.columns().put(KeptTable.START, new MetricColumn.Longs(START, new long[] {start}));
  }
}
