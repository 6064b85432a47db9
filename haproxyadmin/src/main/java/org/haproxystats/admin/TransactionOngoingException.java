package org.haproxystats.admin;

import java.io.IOException;
import org.haproxystats.runtime.Endpoint;

/** A process has a transaction that somebody else began, so another cannot be begun there. */
public final class TransactionOngoingException extends IOException {
  private final transient Endpoint endpoint;

  TransactionOngoingException(Endpoint endpoint, String name) {
    super(
        "%s: somebody has begun to change certificate '%s': commit that or abort it first"
            .formatted(endpoint, name));
    this.endpoint = endpoint;
  }

  /** {@return the process that has the transaction} */
  public Endpoint endpoint() {
    return endpoint;
  }
}
