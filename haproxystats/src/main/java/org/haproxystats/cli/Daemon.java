package org.haproxystats.cli;

import java.time.Duration;

/** A program that runs until it is stopped. */
interface Daemon {
  /** Works until {@link #stop} is called. An exception says that it cannot go on. */
  void run();

  /** Ends {@link #run}; may wait for it. Called by another thread. */
  void stop();

  /** How long a stop may take. */
  Duration stopLimit();
}
