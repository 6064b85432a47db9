package org.haproxystats.sink.prometheus;

import java.util.Optional;
import org.haproxystats.runtime.stats.Metric;

/** Where the values of a metric come from, and which rows and labels they have. */
sealed interface Source {

  /** HAProxy's name of the field. */
  String field();

  /**
   * A number.
   *
   * @param older what stands for it in older versions of HAProxy
   * @param milliseconds whether it is in milliseconds; seconds are shown
   * @param absent what rows show that have no value
   * @param onlyHttp whether only proxies in HTTP mode have it
   * @param label a label that is always the same, such as {@code code="2xx"}; empty: none
   */
  record Value(
      String field,
      Optional<Older> older,
      boolean milliseconds,
      Absent absent,
      boolean onlyHttp,
      String label)
      implements Source {

    /** What this counter grows by in a second; shown only where that is known. */
    Value perSecond() {
      return new Value(
          Source.perSecond(field),
          older.map(other -> new Older(Source.perSecond(other.field()), other.factor())),
          milliseconds,
          Absent.NOTHING,
          onlyHttp,
          label);
    }
  }

  private static String perSecond(String counter) {
    return new Metric(counter, "", true).perSecond().name();
  }

  /** What is shown where there is no value. */
  enum Absent {
    NAN,
    ZERO,
    NOTHING
  }

  /**
   * A field of older versions of HAProxy.
   *
   * @param factor what its values are multiplied with
   */
  record Older(String field, long factor) {}

  /**
   * A number that each process tells as a text.
   *
   * @param status the field that has a text wherever this is shown
   */
  record Code(String field, String status) implements Source {}

  /** One series for each state that the object can have, 1 for those that it has. */
  record InState(String field) implements Source {}

  /** How many servers of a backend are in each state; the field is one of servers. */
  record ServersInState(String field) implements Source {}

  /** 1 where the state says that the object is up, else 0. */
  record Up(String field) implements Source {}

  /**
   * A text in a label; the value is 1.
   *
   * @param older the field that stands for it in older versions of HAProxy
   */
  record Text(String field, Optional<String> older, String label) implements Source {}
}
