package org.haproxystats.pull;

import java.io.IOException;
import org.haproxystats.runtime.Endpoint;

/** An answer came, but it is not what was asked for, or not all of it. */
final class BadAnswerException extends IOException {
  BadAnswerException(Endpoint endpoint, String detail) {
    super(endpoint + ": " + detail);
  }
}
