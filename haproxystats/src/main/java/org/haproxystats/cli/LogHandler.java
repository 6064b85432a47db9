package org.haproxystats.cli;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Writes each event as one line; with a stack trace only where debug events are shown. */
final class LogHandler extends Handler {
  private final PrintStream out;
  private final LogLine line;

  LogHandler(PrintStream out, LogLine line) {
    this.out = out;
    this.line = line;
  }

  @Override
  public void publish(LogRecord event) {
    if (!isLoggable(event)) {
      return;
    }
    String text = line.format(event, Thread.currentThread());
    synchronized (this) {
      out.print(text);
      var thrown = event.getThrown();
      if (thrown != null && Logger.getLogger(event.getLoggerName()).isLoggable(Level.FINE)) {
        thrown.printStackTrace(out);
      }
      out.flush();
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    // Standard error is not ours to close.
  }
}
