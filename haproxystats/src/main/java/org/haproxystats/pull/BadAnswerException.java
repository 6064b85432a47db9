package org.haproxystats.pull;

import java.io.IOException;
import org.haproxystats.runtime.Endpoint;

/** An answer came, but it is not what was asked for, or not all of it. */
final class BadAnswerException extends IOException {
  private final boolean cutShort;

  BadAnswerException(Endpoint endpoint, String detail) {
    this(endpoint, detail, false);
  }

  /**
   * @param cutShort whether all is well with what came, but it is not all
   */
  BadAnswerException(Endpoint endpoint, String detail, boolean cutShort) {
    super(endpoint + ": " + detail);
    this.cutShort = cutShort;
  }

  boolean isCutShort() {
    return cutShort;
  }
}
