package org.haproxystats.admin.doctor;

/** How a socket is, rising. */
public enum State {
  OK,
  /** It works, but not as one would want. */
  WARNING,
  /** It does not work, or not all of it. */
  PROBLEM
}
