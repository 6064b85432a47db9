package org.haproxystats.pull;

import java.io.IOException;
import java.time.Duration;
import org.haproxystats.config.PullSettings;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.EndpointException;

/**
 * What a reload of HAProxy looks like from outside: for a moment connects are refused, and
 * connections end early. Who answered before is then asked again, at once, and as long as the pull
 * may take.
 */
final class Reload {
  static final Duration PAUSE = Duration.ofMillis(20);

  /** How long a reload may take where a pull may take for ever. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private Reload() {}

  /** When to stop asking. */
  static Deadline deadline(PullSettings settings, Deadline pull) {
    return settings.pullTimeout().isZero() ? Deadline.after(LIMIT) : pull;
  }

  static boolean isWorthAnotherTry(IOException failure, Deadline deadline) {
    return deadline.remainingNanos() > PAUSE.toNanos()
        && switch (failure) {
          case EndpointException e ->
              switch (e.reason()) {
                case NO_SOCKET, REFUSED, NO_ANSWER, BROKEN -> true;
                default -> false;
              };
          case BadAnswerException e -> e.flaw() == BadAnswerException.Flaw.CUT_SHORT;
          default -> false;
        };
  }
}
