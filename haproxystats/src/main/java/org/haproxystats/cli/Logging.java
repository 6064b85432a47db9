package org.haproxystats.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.haproxystats.config.LogLevel;

/** Sets up java.util.logging: everything goes to standard error, one line an event. */
final class Logging {
  private static final String OURS = "org.haproxystats";

  /** java.util.logging forgets the level of a logger that nobody holds. */
  private final List<Logger> held = new ArrayList<>();

  /**
   * Takes over the log of the whole JVM. Shows our events from INFO on, and warnings of everybody
   * else.
   *
   * @param environment {@code JOURNAL_STREAM} in it says that systemd notes the time itself
   */
  void install(PrintStream out, Map<String, String> environment) {
    var root = Logger.getLogger("");
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    boolean withTime = environment.getOrDefault("JOURNAL_STREAM", "").isEmpty();
    var format = new LogLine(withTime, ProcessHandle.current().pid(), ZoneId.systemDefault());
    root.addHandler(new LogHandler(out, format));
    root.setLevel(Level.WARNING);
    setLevel(OURS, LogLevel.INFO);
  }

  /** Shows the events of our programs from this level on. */
  void setLevel(LogLevel level) {
    setLevel(OURS, level);
  }

  /** The same for pull alone, where both programs share a JVM. */
  void setPullLevel(LogLevel level) {
    setLevel(OURS + ".pull", level);
  }

  private void setLevel(String name, LogLevel level) {
    var logger = Logger.getLogger(name);
    logger.setLevel(
        switch (level) {
          case NOTSET -> Level.ALL;
          case DEBUG -> Level.FINE;
          case INFO -> Level.INFO;
          case WARNING -> Level.WARNING;
          case ERROR, CRITICAL -> Level.SEVERE;
        });
    held.add(logger);
  }
}
