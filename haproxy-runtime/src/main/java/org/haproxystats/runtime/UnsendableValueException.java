package org.haproxystats.runtime;

/**
 * A value cannot be sent to HAProxy such that it arrives unchanged. Nothing was sent. The message
 * quotes the value and says what is wrong with it.
 */
public final class UnsendableValueException extends IllegalArgumentException {
  /**
   * Refuses a value.
   *
   * @param message says which value, and why; it must not quote a secret
   */
  public UnsendableValueException(String message) {
    super(message);
  }
}
