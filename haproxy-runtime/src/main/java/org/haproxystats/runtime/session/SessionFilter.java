package org.haproxystats.runtime.session;

import java.time.Duration;
import org.haproxystats.runtime.server.ServerName;

/** Chooses sessions. HAProxy before the version named would list all, so it is not asked. */
public sealed interface SessionFilter {

  /**
   * {@code older <age>}: since 2.9.
   *
   * @param age one second or more; fractions of seconds do not count
   */
  record Older(Duration age) implements SessionFilter {
    /**
     * Makes a filter.
     *
     * @throws IllegalArgumentException if the age is less than a second or more than 24 days
     */
    public Older {
      if (age.toSeconds() < 1 || age.toDays() > 24) {
        throw new IllegalArgumentException("the age is " + age + ", but must be 1 s to 24 days");
      }
    }
  }

  /** {@code susp}: those that HAProxy takes to be stuck. Since 2.9. */
  record Suspicious() implements SessionFilter {}

  /**
   * {@code frontend <name>}: since 3.2.
   *
   * @param name the frontend's
   */
  record OfFrontend(String name) implements SessionFilter {}

  /**
   * {@code backend <name>}: since 3.2.
   *
   * @param name the backend's
   */
  record OfBackend(String name) implements SessionFilter {}

  /**
   * {@code server <backend>/<server>}: since 3.2.
   *
   * @param name the server's, its backend's included
   */
  record OfServer(ServerName name) implements SessionFilter {}
}
