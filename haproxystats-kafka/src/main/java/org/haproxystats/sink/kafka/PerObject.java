package org.haproxystats.sink.kafka;

import java.util.IdentityHashMap;
import java.util.function.Function;
import org.haproxystats.runtime.stats.StatObject;

/**
 * Bytes that follow from what an object is called, made when it is first seen. An object is the
 * same instance in each snapshot. For one thread at a time.
 */
final class PerObject {
  private static final int TO_SPARE = 1_000;

  private final Function<StatObject, byte[]> make;
  private final IdentityHashMap<StatObject, byte[]> known = new IdentityHashMap<>();

  PerObject(Function<StatObject, byte[]> make) {
    this.make = make;
  }

  byte[] of(StatObject object) {
    return known.computeIfAbsent(object, make);
  }

  /**
   * Servers come and go. When most of what is kept is not in use, all is made anew.
   *
   * @param objects how many there are now
   */
  void forgetVanished(int objects) {
    if (known.size() > 2 * objects + TO_SPARE) {
      known.clear();
    }
  }
}
