package org.haproxystats.runtime.process;

import static org.haproxystats.runtime.AccessLevel.ADMIN;

import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/** Commands for the limits of the whole process, at level admin. */
public final class LimitCommands {
  private LimitCommands() {}

  /** What {@link #setRateLimit} limits, over all frontends. */
  public enum Rate {
    /** Connections a second. */
    CONNECTIONS("connections"),
    /** Sessions a second. */
    SESSIONS("sessions"),
    /** TLS handshakes a second. */
    SSL_SESSIONS("ssl-sessions"),
    /** What compression takes in, in kilobytes a second. */
    HTTP_COMPRESSION("http-compression");

    private final String word;

    Rate(String word) {
      this.word = word;
    }

    /** As HAProxy has it. */
    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * {@code set maxconn global}. HAProxy refuses more than its {@code Hard_maxconn} ({@code Value
   * out of range.}).
   *
   * @param connections 0 or more; 0 for the limit that the process was started with
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the number is less than zero
   */
  public static Command<String> setMaxconn(int connections) {
    return limit(Command.named("set maxconn global"), "maxconn", connections);
  }

  /**
   * {@code set rate-limit ... global}: the most that all frontends together take in a second.
   *
   * @param rate of what
   * @param limit in the rate's own unit, 0 or more; 0 for no limit
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the limit is less than zero
   */
  public static Command<String> setRateLimit(Rate rate, int limit) {
    return limit(
        Command.named("set rate-limit").argument(rate.toString()).argument("global"),
        rate.toString(),
        limit);
  }

  private static Command<String> limit(Command.Builder command, String what, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(what + " is " + limit + ", but must be 0 or more");
    }
    return command
        .argument(limit)
        .needs(Requirement.of(ADMIN))
        .repeatable()
        .succeeds(Success.silent());
  }
}
