package org.haproxystats.config;

import java.util.List;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;

/** Knows which metrics can be chosen with {@code frontend-metrics} and its like. */
@FunctionalInterface
public interface MetricNames {
  /** All names that objects of a kind have in any HAProxy and that can be made one value. */
  List<String> of(ObjectKind kind);

  /** The names of the catalogue's fields. */
  static MetricNames in(FieldCatalog catalog) {
    return catalog::metricNames;
  }
}
