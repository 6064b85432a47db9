package org.haproxystats.runtime.stats;

/** What the values of a field are. */
public enum Nature {
  /** Only grows, until the process restarts or its counters are cleared. */
  COUNTER,
  /** A level that goes up and down. */
  GAUGE,
  /** Events in the last second. */
  RATE,
  /** The highest value since the start. */
  MAX,
  /** The lowest value since the start. */
  MIN,
  /** A mean over recent events. */
  MEAN,
  /** A configured or imposed bound; zero or nothing means that there is none. */
  LIMIT,
  /** How long something took or lasts. */
  DURATION,
  /** How long ago something happened. */
  AGE,
  /** A point in time. */
  TIME,
  /** A setting. */
  CONFIG,
  /** Tells objects apart. */
  KEY,
  /** A name. */
  NAME,
  /** A state. */
  STATUS,
  /** Free text. */
  TEXT
}
