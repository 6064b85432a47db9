package org.haproxystats.config;

import java.nio.file.Path;
import java.util.List;
import org.haproxystats.runtime.stats.ObjectKind;

/** Knows which metrics can be chosen with {@code frontend-metrics} and its like. */
@FunctionalInterface
public interface MetricNames {
  /**
   * All names that objects of a kind have in any HAProxy and that can be made one value.
   *
   * @param spool the folder of snapshots; HAProxy's own word on fields may be beside it
   */
  List<String> of(ObjectKind kind, Path spool);
}
