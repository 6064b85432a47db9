package org.haproxystats.pull;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What pull writes to its log from now on; other tests may run beside and write to it too. */
final class Log extends Handler implements AutoCloseable {
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Logger logger = Logger.getLogger(Log.class.getPackageName());

  Log() {
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    var text = entry.getMessage();
    messages.add(
        entry.getParameters() == null ? text : MessageFormat.format(text, entry.getParameters()));
  }

  List<String> messages() {
    return messages;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
