package org.haproxystats.admin.top;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.runtime.Endpoint;

/**
 * What HAProxy's processes said in one pass. Immutable.
 *
 * @param time when, by the clock on the wall
 * @param took how long it took to ask and to add up
 * @param all all processes together
 * @param each each process that answered, in their order
 * @param silent the processes that did not answer, each with the reason
 * @param course requests in a second of all processes in the last moments, the oldest first
 * @param checks what health checks were seen to find, the latest last
 */
record Sample(
    LocalTime time,
    Duration took,
    Figures all,
    List<Figures> each,
    Map<Endpoint, String> silent,
    List<Float> course,
    List<CheckChange> checks) {
  Sample {
    each = List.copyOf(each);
    course = List.copyOf(course);
    checks = List.copyOf(checks);
  }

  int processes() {
    return each.size() + silent.size();
  }

  /** The figures that an item is shown of; empty if the process does not answer. */
  Optional<Figures> of(Optional<Endpoint> process) {
    return process.isEmpty()
        ? Optional.of(all)
        : each.stream().filter(figures -> figures.process().equals(process)).findFirst();
  }

  /** The object of a key; empty if it is there no more. */
  Optional<Item> find(Item.Key key) {
    return of(key.process()).flatMap(figures -> find(figures, key));
  }

  /** The object of a key in each process that has it. */
  List<Item> findEach(Item.Key key) {
    return each.stream().flatMap(figures -> find(figures, key).stream()).toList();
  }

  private static Optional<Item> find(Figures figures, Item.Key key) {
    var objects = figures.of(key.kind());
    for (int row = 0; row < objects.size(); row++) {
      var object = objects.object(row);
      if (object.name().equals(key.name()) && object.proxy().equals(key.proxy())) {
        return Optional.of(figures.item(key.kind(), row));
      }
    }
    return Optional.empty();
  }
}
