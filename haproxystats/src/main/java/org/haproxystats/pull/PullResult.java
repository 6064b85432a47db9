package org.haproxystats.pull;

/** How a pull ended. */
enum PullResult {
  /** All processes are in the spool. */
  DONE,
  /** The processes that answered are in the spool, and those that did not are marked. */
  PARTIAL,
  /** Nothing of it is in the spool. */
  FAILED
}
