package org.haproxystats.sink.graphite;

import java.io.IOException;

/** Nothing was sent, since there is no connection to a relay. */
final class NoConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  NoConnectionException(String message, IOException cause) {
    super(message, cause);
  }
}
