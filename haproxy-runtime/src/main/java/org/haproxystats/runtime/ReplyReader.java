package org.haproxystats.runtime;

import java.io.IOException;

/**
 * Makes a value of an answer.
 *
 * @param <T> the value's type
 */
@FunctionalInterface
public interface ReplyReader<T> {

  /**
   * Reads one answer.
   *
   * @param reply to be read once
   * @return what it says
   * @throws CommandFailedException if it is not what the command gives when all is well; see {@link
   *     Reply#failed}
   * @throws IOException if the answer does not come to its end
   */
  T read(Reply reply) throws IOException;
}
