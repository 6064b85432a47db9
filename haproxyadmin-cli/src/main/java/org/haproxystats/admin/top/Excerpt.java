package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;

/**
 * The first of what may be very many.
 *
 * @param all how many there are
 */
record Excerpt<T>(List<T> kept, long all) {
  private static final int MOST = 2000;

  boolean isCut() {
    return all > kept.size();
  }

  /** Counts all, and keeps the first. */
  static <T> Collector<T, ?, Excerpt<T>> collector() {
    return Collector.of(
        Counted<T>::new,
        Counted::add,
        (one, _) -> {
          throw new UnsupportedOperationException("answers are read by one thread");
        },
        counted -> new Excerpt<>(List.copyOf(counted.kept), counted.all));
  }

  private static final class Counted<T> {
    private final List<T> kept = new ArrayList<>();
    private long all;

    void add(T next) {
      all++;
      if (kept.size() < MOST) {
        kept.add(next);
      }
    }
  }
}
