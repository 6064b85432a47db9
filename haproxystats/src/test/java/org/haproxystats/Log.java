package org.haproxystats;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What a package writes to its log from now on, at every level; other tests may run beside and
 * write to it too.
 */
public final class Log extends Handler implements AutoCloseable {
  private record Line(Level level, String message) {}

  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;

  public Log(Package writer) {
    logger = Logger.getLogger(writer.getName());
    // Left so, because another test may still need it.
    logger.setLevel(Level.FINE);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    var text = entry.getMessage();
    lines.add(
        new Line(
            entry.getLevel(),
            entry.getParameters() == null
                ? text
                : MessageFormat.format(text, entry.getParameters())));
  }

  /** What an operator sees who has not asked for more. */
  public List<String> messages() {
    return lines.stream()
        .filter(line -> line.level.intValue() >= Level.INFO.intValue())
        .map(Line::message)
        .toList();
  }

  public List<String> messages(Level level) {
    return lines.stream().filter(line -> line.level.equals(level)).map(Line::message).toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
