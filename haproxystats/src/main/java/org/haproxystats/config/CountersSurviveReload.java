package org.haproxystats.config;

/** What of its counters HAProxy carries over a reload: the values of the option of that name. */
public enum CountersSurviveReload {
  /** Nothing: a new worker counts from zero. */
  NO,
  /** Old and new workers share counters in memory ({@code shm-stats-file}). */
  SHARED,
  /** A new worker begins with what was dumped of an old one ({@code stats-file}). */
  PRELOADED
}
