package org.haproxystats.config;

import java.util.Optional;
import org.haproxystats.runtime.stats.ObjectKind;

/** Knows which metrics can be chosen with {@code frontend-metrics} and its like. */
@FunctionalInterface
public interface MetricNames {
  /** What is wrong with a name and what would be right; empty: nothing. */
  Optional<String> complaint(ObjectKind kind, String name);
}
