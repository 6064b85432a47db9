package org.haproxystats.admin;

import java.io.IOException;
import org.haproxystats.runtime.Endpoint;

/** A process does not hold what was sent to it. The message says in how much it differs. */
public final class ContentsMismatchException extends IOException {
  private final transient Endpoint endpoint;
  private final transient PatternDifference difference;

  ContentsMismatchException(Endpoint endpoint, String what, PatternDifference difference) {
    super(
        "%s: the %s does not hold what was sent: %d entries are missing, %d are too many, %d differ"
            .formatted(
                endpoint,
                what,
                difference.added().size(),
                difference.removed().size(),
                difference.changed().size()));
    this.endpoint = endpoint;
    this.difference = difference;
  }

  /** {@return the process that holds something else} */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** {@return the difference from what the process holds to what was sent} */
  public PatternDifference difference() {
    return difference;
  }
}
