package org.haproxystats.admin.top;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * What all processes together say, or one of them.
 *
 * @param process empty for all together
 * @param info what is said of the process itself: one row
 * @param objects frontends, backends and servers
 */
record Figures(Optional<Endpoint> process, MetricTable info, Map<ObjectKind, ObjectTable> objects) {

  /** A number of {@code show info}; {@link Double#NaN} where there is none. */
  double number(String field) {
    for (var column : info.columns()) {
      if (column.metric().name().equals(field)) {
        return column.doubleValue(0);
      }
    }
    return Double.NaN;
  }

  /** What a counter of {@code show info} has grown by in a second. */
  double rate(String counter) {
    return Sampler.perSecond(number(counter + "_per_second"));
  }

  /** What processes say in a field of {@code show info}, each text once. */
  List<String> texts(String field) {
    for (var column : info.texts()) {
      var value = column.name().equals(field) ? column.values()[0] : null;
      if (value != null) {
        return List.copyOf(value.counts().keySet());
      }
    }
    return List.of();
  }

  Item item(ObjectKind kind, int row) {
    return new Item(process, of(kind), row);
  }

  ObjectTable of(ObjectKind kind) {
    var found = objects.get(kind);
    if (found == null) {
      throw new IllegalArgumentException(kind + " is not shown");
    }
    return found;
  }

  /** What a counter of all frontends has grown by in a second, as far as it is known. */
  double frontendRate(String counter) {
    var frontends = of(ObjectKind.FRONTEND);
    double sum = Double.NaN;
    for (int row = 0; row < frontends.size(); row++) {
      double rate = frontends.rate(row, counter);
      sum = Double.isNaN(rate) ? sum : (Double.isNaN(sum) ? 0 : sum) + rate;
    }
    return sum;
  }
}
