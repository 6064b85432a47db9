package org.haproxystats.sink.otlp;

import java.io.IOException;

/** The collector says that it will not take this request, however often it is sent. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
