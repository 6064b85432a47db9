package org.haproxystats.admin.top;

import java.util.Map;
import java.util.Optional;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;

/**
 * One frontend, backend or server at one moment.
 *
 * @param process the process that it is shown of; empty for all together
 * @param all what it is one of
 * @param row which one
 */
record Item(Optional<Endpoint> process, ObjectTable all, int row) {

  /** What an object goes by, from one sample to the next. */
  record Key(Optional<Endpoint> process, ObjectKind kind, String proxy, String name) {}

  Key key() {
    return new Key(process, kind(), object().proxy(), object().name());
  }

  StatObject object() {
    return all.object(row);
  }

  ObjectKind kind() {
    return all.kind();
  }

  String name() {
    return object().name();
  }

  /** The backend of a server; the name itself of everything else. */
  String proxy() {
    return kind() == ObjectKind.SERVER ? object().proxy() : object().name();
  }

  /** The name with that of the backend, if it is a server. */
  String fullName() {
    return kind() == ObjectKind.SERVER ? object().proxy() + "/" + object().name() : name();
  }

  double number(String field) {
    return all.number(row, field);
  }

  double rate(String counter) {
    return all.rate(row, counter);
  }

  double traffic() {
    return all.traffic(row);
  }

  float[] course() {
    return all.course(row);
  }

  /** What most processes say; the empty text if none says anything. */
  String text(String field) {
    return all.text(row, field);
  }

  /** Each text with the number of processes that say it. */
  Map<String, Integer> texts(String field) {
    return all.texts(row, field);
  }

  /**
   * The sum of what some counters have grown by in a second; unknown if one is that HAProxy has.
   */
  double rates(String... counters) {
    double sum = Double.NaN;
    for (var counter : counters) {
      double rate = rate(counter);
      if (!Double.isNaN(rate)) {
        sum = (Double.isNaN(sum) ? 0 : sum) + rate;
      } else if (!Double.isNaN(number(counter))) {
        return Double.NaN;
      }
    }
    return sum;
  }
}
