package org.haproxystats.admin.cli;

/** The command line is wrong; the message says how. Nothing was sent to HAProxy. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
