package org.haproxystats.sink.otlp;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.stream.Stream;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.sink.SnapshotNeeds;

/** Which metrics are sent. */
enum MetricChoice {
  /** Those that the section {@code [process]} chooses. */
  CONFIGURED,
  /** Every number that HAProxy tells, of listeners too. */
  ALL;

  private static final SnapshotNeeds.Fields NUMBERS =
      new SnapshotNeeds.Fields(List.of(FieldCatalog.ALL), List.of());

  SnapshotNeeds needs() {
    return switch (this) {
      case CONFIGURED -> SnapshotNeeds.asConfigured();
      case ALL ->
          SnapshotNeeds.of(
              Stream.of(
                      ObjectKind.DAEMON,
                      ObjectKind.FRONTEND,
                      ObjectKind.BACKEND,
                      ObjectKind.SERVER,
                      ObjectKind.LISTENER)
                  .collect(toMap(identity(), _ -> NUMBERS)));
    };
  }
}
