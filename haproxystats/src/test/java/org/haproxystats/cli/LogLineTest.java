package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
  private static final LogLine WITH_TIME = new LogLine(true, 4711, ZoneOffset.UTC);
  private static final LogLine WITHOUT_TIME = new LogLine(false, 4711, ZoneOffset.UTC);
  private static final Thread THREAD = Thread.ofPlatform().name("pull").unstarted(() -> {});

  @Test
  void aLineHasTimeProcessThreadLevelAndMessage() {
    assertThat(WITH_TIME.format(event(Level.INFO, "pulled 3 sockets"), THREAD))
        .isEqualTo("2026-11-21 03:04:05,067 [4711] [pull      ] INFO     pulled 3 sockets\n");
  }

  @Test
  void underSystemdTheTimeIsLeftOut() {
    assertThat(WITHOUT_TIME.format(event(Level.INFO, "pulled 3 sockets"), THREAD))
        .isEqualTo("[4711] [pull      ] INFO     pulled 3 sockets\n");
  }

  @ParameterizedTest
  @CsvSource({
    "FINER, DEBUG   ",
    "FINE, DEBUG   ",
    "INFO, INFO    ",
    "WARNING, WARNING ",
    "SEVERE, ERROR   "
  })
  void levelsHaveTheNamesOfTheOriginal(String level, String name) {
    assertThat(WITHOUT_TIME.format(event(Level.parse(level), "x"), THREAD))
        .isEqualTo(
            "[4711] [pull      ] " + name + "%s x%n".formatted(" ".repeat(8 - name.length())));
  }

  @Test
  void aThreadWithoutNameIsShownByItsNumber() {
    var thread = Thread.ofVirtual().unstarted(() -> {});
    assertThat(WITHOUT_TIME.format(event(Level.INFO, "x"), thread))
        .startsWith("[4711] [virtual-" + thread.threadId());
  }

  @Test
  void whateverTheMessageHoldsItIsOneLine() {
    assertThat(
            WITHOUT_TIME.format(event(Level.INFO, "a\nb\r\tc\u001b[1m\u0085\u2028\u0000"), THREAD))
        .isEqualTo("[4711] [pull      ] INFO     a\\nb\\r\\tc\\x1b[1m\\x85\\u2028\\x00\n");
  }

  @Test
  void anExceptionIsNamedWithItsCausesOnTheSameLine() {
    var event = event(Level.SEVERE, "giving up");
    event.setThrown(new IllegalStateException("no\nspool", new IOException()));
    assertThat(WITHOUT_TIME.format(event, THREAD))
        .isEqualTo(
            "[4711] [pull      ] ERROR    giving up: IllegalStateException: no\\nspool: IOException\n");
  }

  @Test
  void theStackTraceIsShownOnlyWhereDebugEventsAre() {
    var logger = Logger.getLogger("org.haproxystats.cli.LogLineTest.trace");
    var event = event(Level.SEVERE, "giving up");
    event.setLoggerName(logger.getName());
    event.setThrown(new IllegalStateException("x"));

    logger.setLevel(Level.INFO);
    assertThat(written(event)).hasLineCount(1);

    logger.setLevel(Level.FINE);
    assertThat(written(event)).contains("\tat " + LogLineTest.class.getName());
  }

  @Test
  void bracesInAMessageAreNoPlaceholders() {
    assertThat(WITHOUT_TIME.format(event(Level.INFO, "it's {0} '{1}'"), THREAD))
        .endsWith("it's {0} '{1}'\n");
  }

  private static String written(LogRecord event) {
    var bytes = new ByteArrayOutputStream();
    var handler =
        new LogHandler(new PrintStream(bytes, true, StandardCharsets.UTF_8), WITHOUT_TIME);
    handler.publish(event);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static LogRecord event(Level level, String message) {
    var event = new LogRecord(level, message);
    event.setInstant(Instant.parse("2026-11-21T03:04:05.067Z"));
    return event;
  }
}
