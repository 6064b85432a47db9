package org.haproxystats.cli;

import java.time.LocalDateTime;
import java.time.ZoneId;
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
      appendTime(line, LocalDateTime.ofInstant(event.getInstant(), zone));
    }
    String name = thread.getName().isEmpty() ? "virtual-" + thread.threadId() : thread.getName();
    line.append('[').append(pid).append("] [").append(padded(name, 10)).append("] ");
    line.append(padded(level(event.getLevel()), 8)).append(' ');
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

  /** By hand: the JDK's formatters load so much that the program would start half as fast. */
  private static void appendTime(StringBuilder line, LocalDateTime time) {
    line.append(time.toLocalDate()).append(' ');
    line.append(digits(time.getHour(), 2)).append(':').append(digits(time.getMinute(), 2));
    line.append(':').append(digits(time.getSecond(), 2));
    line.append(',').append(digits(time.getNano() / 1_000_000, 3)).append(' ');
  }

  private static String digits(int number, int count) {
    String digits = Integer.toString(number);
    return "0".repeat(count - digits.length()) + digits;
  }

  private static String padded(String text, int length) {
    return text + " ".repeat(Math.max(0, length - text.length()));
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
