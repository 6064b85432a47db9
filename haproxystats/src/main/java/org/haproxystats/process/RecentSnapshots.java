package org.haproxystats.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.haproxystats.runtime.stats.Comparison;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.ProcessInfo;

/**
 * The snapshots that were read last, to compare others with: snapshots that have waited are read
 * beside new ones, so the one read last is not always the one before. For one thread at a time.
 */
final class RecentSnapshots {
  /** As many as an aggregator keeps the counters of. */
  private static final int KEPT = 4;

  /** When processes ended, so many back. */
  private static final int ENDS_KEPT = 64;

  /**
   * One snapshot.
   *
   * @param seconds when it was taken
   * @param processes what the processes said of themselves, by their names
   */
  record Recent(long seconds, Map<String, ProcessInfo> processes) {
    private boolean has(String name, ProcessInfo process) {
      var same = processes.get(name);
      return same != null && isSame(same, process);
    }

    private boolean hasAllOf(Recent other) {
      return other.processes.entrySet().stream()
          .allMatch(process -> has(process.getKey(), process.getValue()));
    }

    private static boolean isSame(ProcessInfo one, ProcessInfo other) {
      return Set.of("Pid", "Start_time_sec", "Version").stream()
          .allMatch(field -> one.text(field).equals(other.text(field)));
    }

    /**
     * How a later snapshot is compared with this one: only where both are of the same processes.
     */
    Comparison with(Recent later) {
      return new Comparison(
          later.seconds, hasAllOf(later) && later.hasAllOf(this) ? seconds : MetricColumn.ABSENT);
    }

    /** The same for one process alone. */
    Comparison with(Recent later, String name) {
      var process = later.processes.get(name);
      boolean same = process != null && has(name, process);
      return new Comparison(later.seconds, same ? seconds : MetricColumn.ABSENT);
    }
  }

  private final Map<Long, Recent> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Recent> eldest) {
          return size() > KEPT;
        }
      };

  private final TreeSet<Long> ends = new TreeSet<>();
  private long start = Long.MAX_VALUE;

  /** The latest of those before a time that are still known. */
  Optional<Recent> before(long seconds) {
    var latest = kept.keySet().stream().filter(time -> time < seconds).max(Long::compare);
    return latest.map(kept::get);
  }

  void add(Recent snapshot) {
    kept.put(snapshot.seconds(), snapshot);
  }

  /**
   * Notes when processes have ended whose counters are lost.
   *
   * @param carried whether what they had counted still counts
   */
  void noteEnds(Recent earlier, Recent later, boolean carried) {
    if (!carried && !later.hasAllOf(earlier)) {
      ends.add(earlier.seconds());
      if (ends.size() > ENDS_KEPT) {
        ends.removeFirst();
      }
    }
  }

  /**
   * Since when the sums over all processes count, as far as their starts tell.
   *
   * @param earliest the earliest start of the processes that run
   * @param carried whether what ended processes had counted still counts, so that their end changes
   *     nothing
   */
  long start(long earliest, boolean carried) {
    start = carried ? Math.min(earliest, start) : earliest;
    return start;
  }

  /** The last snapshot before a time after which a process had ended; absent if none had. */
  long lastEndBefore(long seconds) {
    var last = ends.lower(seconds);
    return last == null ? MetricColumn.ABSENT : last;
  }
}
