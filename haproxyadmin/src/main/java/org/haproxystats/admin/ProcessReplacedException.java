package org.haproxystats.admin;

import java.io.IOException;
import org.haproxystats.runtime.Endpoint;

/**
 * Another process answers at an endpoint than a moment ago, as after a reload, so what was prepared
 * is gone.
 */
public final class ProcessReplacedException extends IOException {
  private final transient Endpoint endpoint;

  ProcessReplacedException(Endpoint endpoint, long pid) {
    super(
        "%s: process %d was reloaded or has ended in the middle of the change"
            .formatted(endpoint, pid));
    this.endpoint = endpoint;
  }

  /** {@return where the other process answers} */
  public Endpoint endpoint() {
    return endpoint;
  }
}
