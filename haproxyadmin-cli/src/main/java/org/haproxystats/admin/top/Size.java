package org.haproxystats.admin.top;

/** The size of the terminal, in characters. */
record Size(int width, int height) {
  /** What is too small to show anything sensible. */
  boolean isTooSmall() {
    return width < 40 || height < 8;
  }
}
