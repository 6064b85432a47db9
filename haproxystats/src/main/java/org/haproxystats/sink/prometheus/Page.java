package org.haproxystats.sink.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import org.haproxystats.sink.LineBuffer;

/**
 * The lines of a page, in one of its forms. The text before the first series of a metric is written
 * when there is one.
 */
final class Page {
  private static final int BATCH_BYTES = 64 * 1024;
  private static final byte[] NAN = "NaN".getBytes(UTF_8);

  private final OutputStream out;
  private final Format format;
  private final LineBuffer buffer = new LineBuffer(BATCH_BYTES);
  private byte[] name = {};
  private byte[] heading = {};
  private boolean counter;

  Page(OutputStream out, Format format) {
    this.out = out;
    this.format = format;
  }

  /** Begins a metric. */
  void begin(String metric, boolean isCounter, String help) {
    var family = metric;
    var type = isCounter ? "counter" : "gauge";
    var text = help.replace("\\", "\\\\").replace("\n", "\\n");
    if (format == Format.OPENMETRICS) {
      text = text.replace("\"", "\\\"");
      if (isCounter && metric.endsWith("_total")) {
        family = metric.substring(0, metric.length() - "_total".length());
      } else if (isCounter) {
        type = "unknown"; // A counter's name must end with _total; this one is HAProxy's.
      }
    }
    heading = "# HELP %s %s\n# TYPE %s %s\n".formatted(family, text, family, type).getBytes(UTF_8);
    name = metric.getBytes(UTF_8);
    counter = isCounter;
  }

  /** How the labels of an object go on: with another one, or none, and the value after them. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody and written in tight loops
  record Tails(byte[] afterLabels, byte[] alone) {
    static Tails of(String label) {
      return label.isEmpty()
          ? new Tails("} ".getBytes(UTF_8), " ".getBytes(UTF_8))
          : new Tails(("," + label + "} ").getBytes(UTF_8), ("{" + label + "} ").getBytes(UTF_8));
    }
  }

  void line(byte[] labels, Tails tails, long value) throws IOException {
    start(labels, tails);
    buffer.append(value);
    buffer.append('\n');
  }

  void line(byte[] labels, Tails tails, double value) throws IOException {
    start(labels, tails);
    buffer.append(value);
    buffer.append('\n');
  }

  /** A value that HAProxy does not give. OpenMetrics allows no such counter. */
  void lineWithoutValue(byte[] labels, Tails tails) throws IOException {
    if (format == Format.TEXT || !counter) {
      start(labels, tails);
      buffer.append(NAN);
      buffer.append('\n');
    }
  }

  private void start(byte[] labels, Tails tails) throws IOException {
    var tail = labels.length == 0 ? tails.alone() : tails.afterLabels();
    makeRoom(
        heading.length + name.length + labels.length + tail.length + LineBuffer.LONGEST_NUMBER);
    if (heading.length > 0) {
      buffer.append(heading);
      heading = new byte[0];
    }
    buffer.append(name);
    buffer.append(labels);
    buffer.append(tail);
  }

  /** Writes all that is left. */
  void end() throws IOException {
    if (format == Format.OPENMETRICS) {
      var end = "# EOF\n".getBytes(UTF_8);
      makeRoom(end.length);
      buffer.append(end);
    }
    flush();
  }

  private void makeRoom(int count) throws IOException {
    if (!buffer.hasRoomFor(count)) {
      flush();
      if (!buffer.hasRoomFor(count)) {
        buffer.grow(count);
      }
    }
  }

  private void flush() throws IOException {
    out.write(buffer.bytes(), 0, buffer.length());
    buffer.clear();
  }
}
