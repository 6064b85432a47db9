package org.haproxystats.runtime.stats;

/** What was read is no answer to {@code show info} or {@code show stat}. The message says why. */
public final class MalformedStatisticsException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Refuses an answer.
   *
   * @param message says what could not be read
   */
  public MalformedStatisticsException(String message) {
    super(message);
  }
}
