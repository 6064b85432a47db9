package org.haproxystats.pull;

import java.io.IOException;
import org.haproxystats.runtime.Endpoint;

/** An answer came, but it is not what was asked for, or not all of it. */
final class BadAnswerException extends IOException {
  private final Flaw flaw;

  /** What is wrong with an answer. */
  enum Flaw {
    OTHER,
    /** All is well with what came, but it is not all. */
    CUT_SHORT,
    /** It is the master's, and says that it leads to no such worker. */
    NO_SUCH_WORKER
  }

  BadAnswerException(Endpoint endpoint, String detail) {
    this(endpoint, detail, Flaw.OTHER);
  }

  BadAnswerException(Endpoint endpoint, String detail, Flaw flaw) {
    super(endpoint + ": " + detail);
    this.flaw = flaw;
  }

  Flaw flaw() {
    return flaw;
  }
}
