package org.haproxystats.sink;

import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * What a sink takes of each snapshot. Each sink says so once, and what no sink takes is neither
 * read nor computed.
 *
 * @param fields the fields to take, by kind of object, as HAProxy gives them: what it does not give
 *     is absent. Empty: the metrics that the section {@code [process]} chooses, as Graphite gets
 *     them
 * @param eachProcess whether the values of each process are wanted too, beside those over all
 * @param starts whether it matters since when counters count
 * @param rates whether each counter is followed by what it has grown by in a second, as {@code
 *     <metric>_per_second}
 */
public record SnapshotNeeds(
    Map<ObjectKind, Fields> fields, boolean eachProcess, boolean starts, boolean rates) {

  /**
   * Fields of objects of one kind.
   *
   * @param numbers names of fields that are numbers, and of derived values such as {@code
   *     TotalServers}; or {@link FieldCatalog#ALL}
   * @param texts names of fields that are texts, and of numbers that make no sense over several
   *     processes, such as {@code check_code}; or {@link FieldCatalog#ALL}
   */
  public record Fields(List<String> numbers, List<String> texts) {
    public static final Fields ALL =
        new Fields(List.of(FieldCatalog.ALL), List.of(FieldCatalog.ALL));

    public Fields {
      numbers = List.copyOf(numbers);
      texts = List.copyOf(texts);
    }
  }

  public SnapshotNeeds {
    fields = Map.copyOf(fields);
  }

  /** The metrics that the section {@code [process]} chooses, as Graphite gets them. */
  public static SnapshotNeeds asConfigured() {
    return new SnapshotNeeds(Map.of(), false, false, false);
  }

  /** These fields, over all processes. */
  public static SnapshotNeeds of(Map<ObjectKind, Fields> fields) {
    return new SnapshotNeeds(fields, false, false, false);
  }

  /** These, and the values of each process beside them. */
  public SnapshotNeeds withEachProcess() {
    return new SnapshotNeeds(fields, true, starts, rates);
  }

  /** These, and what each counter has grown by in a second, if that is asked for. */
  public SnapshotNeeds withRates(boolean wanted) {
    return new SnapshotNeeds(fields, eachProcess, starts, wanted);
  }

  /** These, and since when counters count. */
  public SnapshotNeeds withStarts() {
    return new SnapshotNeeds(fields, eachProcess, true, rates);
  }
}
