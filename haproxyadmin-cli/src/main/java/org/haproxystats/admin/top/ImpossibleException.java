package org.haproxystats.admin.top;

/** What the user has asked for cannot be done; the message tells them why. */
final class ImpossibleException extends Exception {
  private static final long serialVersionUID = 1L;

  ImpossibleException(String message) {
    super(message);
  }
}
