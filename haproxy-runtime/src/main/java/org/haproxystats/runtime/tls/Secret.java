package org.haproxystats.runtime.tls;

/**
 * A text with a key in it. It is not shown by {@link #toString}, so that it gets into no log by
 * mistake.
 */
public final class Secret {
  private final String text;

  /**
   * Hides a text.
   *
   * @param text what to hide
   */
  public Secret(String text) {
    this.text = text;
  }

  /** {@return the text itself} */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
