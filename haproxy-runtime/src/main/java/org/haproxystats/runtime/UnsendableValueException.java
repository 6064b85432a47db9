package org.haproxystats.runtime;

/**
 * A value cannot be sent to HAProxy such that it arrives unchanged. Nothing was sent. The message
 * quotes the value and says what is wrong with it.
 */
public final class UnsendableValueException extends IllegalArgumentException {
  /** Takes the text that says which value, and why. */
  public UnsendableValueException(String message) {
    super(message);
  }
}
