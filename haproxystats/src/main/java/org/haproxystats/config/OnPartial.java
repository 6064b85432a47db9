package org.haproxystats.config;

/** What becomes of a pull that some processes did not answer: the values of {@code on-partial}. */
public enum OnPartial {
  /** It failed, and nothing of it is kept. */
  DISCARD,
  /** What came in full is kept, and what is missing is marked. */
  KEEP
}
