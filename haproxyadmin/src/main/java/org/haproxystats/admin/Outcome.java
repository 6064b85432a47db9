package org.haproxystats.admin;

import java.io.IOException;
import java.util.function.Function;
import org.haproxystats.runtime.Endpoint;

/**
 * What came of one operation on one process.
 *
 * @param <T> what the operation gives when it is done
 */
public sealed interface Outcome<T> {

  /** The process. */
  Endpoint endpoint();

  /** The same of another value. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> function) {
    return switch (this) {
      case Done<T>(var endpoint, var value) -> new Done<>(endpoint, function.apply(value));
      case Failed<T>(var endpoint, var reason) -> new Failed<>(endpoint, reason);
    };
  }

  /** It was done. */
  record Done<T>(Endpoint endpoint, T value) implements Outcome<T> {}

  /** It was not done, or it is not known whether it was; the reason tells. */
  record Failed<T>(Endpoint endpoint, IOException reason) implements Outcome<T> {}
}
