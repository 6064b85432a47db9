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

  /** {@return the process} */
  Endpoint endpoint();

  /**
   * {@return the same outcome, with another value if it was done}
   *
   * @param <R> the other value's type
   * @param function makes it of this one's
   */
  default <R> Outcome<R> map(Function<? super T, ? extends R> function) {
    return switch (this) {
      case Done<T>(var endpoint, var value) -> new Done<>(endpoint, function.apply(value));
      case Failed<T>(var endpoint, var reason) -> new Failed<>(endpoint, reason);
    };
  }

  /**
   * It was done.
   *
   * @param <T> what the operation gives
   * @param endpoint the process
   * @param value what it gave
   */
  record Done<T>(Endpoint endpoint, T value) implements Outcome<T> {}

  /**
   * It was not done, or it is not known whether it was; the reason tells.
   *
   * @param <T> what the operation would have given
   * @param endpoint the process
   * @param reason what went wrong; the message names the process and the command
   */
  record Failed<T>(Endpoint endpoint, IOException reason) implements Outcome<T> {}
}
