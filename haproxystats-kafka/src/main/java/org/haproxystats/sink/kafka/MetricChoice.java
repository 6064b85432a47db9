package org.haproxystats.sink.kafka;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.sink.SnapshotNeeds;

/** Which metrics are sent. */
enum MetricChoice {
  /** Those that the section {@code [process]} chooses. */
  CONFIGURED,
  /** Everything that HAProxy tells, texts and listeners too. */
  ALL;

  SnapshotNeeds needs() {
    return switch (this) {
      case CONFIGURED -> SnapshotNeeds.asConfigured();
      case ALL -> SnapshotNeeds.of(everything());
    };
  }

  private static Map<ObjectKind, SnapshotNeeds.Fields> everything() {
    var fields = new EnumMap<ObjectKind, SnapshotNeeds.Fields>(ObjectKind.class);
    for (var kind :
        List.of(
            ObjectKind.DAEMON,
            ObjectKind.FRONTEND,
            ObjectKind.BACKEND,
            ObjectKind.SERVER,
            ObjectKind.LISTENER)) {
      fields.put(kind, SnapshotNeeds.Fields.ALL);
    }
    return fields;
  }
}
