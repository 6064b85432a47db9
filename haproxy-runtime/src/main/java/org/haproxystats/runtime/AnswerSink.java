package org.haproxystats.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes an answer piece by piece, as it comes from HAProxy. */
@FunctionalInterface
public interface AnswerSink {

  /**
   * Takes the next bytes.
   *
   * @param bytes all that remain in it are to be taken; the buffer is used again after the return
   * @throws IOException ends the reading; the caller of {@link RuntimeConnection#ask} gets it as it
   *     is
   */
  void accept(ByteBuffer bytes) throws IOException;
}
