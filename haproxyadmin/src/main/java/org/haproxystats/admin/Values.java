package org.haproxystats.admin;

import java.util.List;
import java.util.Objects;
import org.haproxystats.runtime.Endpoint;

/**
 * What each process that has an object says of it, in the order of the processes.
 *
 * @param <T> what a process says
 * @param what what the values are, for messages, such as {@code status of server app/one}
 * @param each at least one
 */
public record Values<T>(String what, List<Value<T>> each) {

  /**
   * What one process says.
   *
   * @param <T> what a process says
   * @param endpoint the process
   * @param value what it says
   */
  public record Value<T>(Endpoint endpoint, T value) {}

  /** Keeps a copy that nobody can change. */
  public Values {
    each = List.copyOf(each);
  }

  /** {@return the values alone, in the order of the processes} */
  public List<T> all() {
    return each.stream().map(Value::value).toList();
  }

  /** {@return whether all processes say the same} */
  public boolean isSame() {
    var first = each.getFirst().value();
    for (var other : each) {
      if (!Objects.equals(first, other.value())) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return the value that all processes have}
   *
   * @throws InconsistentDataException if they do not say the same, as it happens for a moment with
   *     what each finds out by itself, such as the result of a health check
   */
  public T get() throws InconsistentDataException {
    if (!isSame()) {
      throw new InconsistentDataException(this);
    }
    return each.getFirst().value();
  }
}
