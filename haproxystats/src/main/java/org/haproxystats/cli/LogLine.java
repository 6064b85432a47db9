package org.haproxystats.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * The form of a line in the log: {@code <date time,ms> [pid] [thread] LEVEL message}. Whatever the
 * message holds, it stays on one line.
 *
 * @param withTime whether the line begins with the time
 * @param pid of this process
 * @param zone of the time
 */
record LogLine(boolean withTime, long pid, ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS ");
  private static final Formatter MESSAGE =
      new Formatter() {
        @Override
        public String format(LogRecord event) {
          return formatMessage(event);
        }
      };

  /** The event as one line, with the line feed. */
  String format(LogRecord event, Thread thread) {
    var line = new StringBuilder();
    if (withTime) {
      TIME.formatTo(event.getInstant().atZone(zone), line);
    }
    String name = thread.getName().isEmpty() ? "virtual-" + thread.threadId() : thread.getName();
    line.append("[%d] [%-10s] %-8s ".formatted(pid, name, level(event.getLevel())));
    appendOnOneLine(line, MESSAGE.format(event));
    for (var thrown = event.getThrown(); thrown != null; thrown = thrown.getCause()) {
      line.append(": ").append(thrown.getClass().getSimpleName());
      if (thrown.getMessage() != null) {
        line.append(": ");
        appendOnOneLine(line, thrown.getMessage());
      }
    }
    return line.append('\n').toString();
  }

  /** The names of the levels are those of Python, which existing filters look for. */
  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARNING";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  private static void appendOnOneLine(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        case '\u2028', '\u2029' -> line.append("\\u%04x".formatted((int) c));
        default -> {
          if (Character.isISOControl(c)) {
            line.append("\\x%02x".formatted((int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
  }
}
