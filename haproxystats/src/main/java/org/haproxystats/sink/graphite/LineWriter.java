package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.sink.LineBuffer;

/**
 * Renders an aggregated snapshot as lines of Graphite's text protocol: path, blank, value, blank,
 * seconds, line feed. Values that are absent, or no finite number, have no line.
 *
 * <p>A large site has hundreds of thousands of lines in each snapshot, so everything that is the
 * same from line to line is rendered once: an object's prefix when it is first seen, the metrics'
 * names once a table, the seconds once a snapshot. The lines are handed over in batches out of one
 * buffer that is used again. For one thread at a time.
 */
public final class LineWriter {

  /** Takes the next batch of whole lines; the buffer is only lent. */
  @FunctionalInterface
  public interface Batches {
    void write(ByteBuffer lines) throws IOException, InterruptedException;
  }

  /** Takes all lines of one object; they may be kept. */
  @FunctionalInterface
  public interface ObjectLines {
    void write(StatObject object, byte[] lines) throws IOException, InterruptedException;
  }

  /** What is to be done behind the last line of an object. */
  @FunctionalInterface
  private interface ObjectEnd {
    void objectEnds(StatObject object) throws IOException, InterruptedException;
  }

  /** What stands before and behind the metric's name in an object's lines. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rendered(byte[][] prefixes, byte[] suffix) {}

  private static final int BATCH_BYTES = 128 * 1024;
  private static final int PREFIXES_TO_SPARE = 1_000;

  private final GraphiteNames names;
  private final LineBuffer buffer = new LineBuffer(BATCH_BYTES);
  private final IdentityHashMap<StatObject, Rendered> rendered = new IdentityHashMap<>();

  public LineWriter(GraphiteNames names) {
    this.names = names;
  }

  /**
   * Renders a snapshot.
   *
   * @return the number of lines
   * @throws IOException what {@code batches} has thrown; the rest was not rendered
   */
  public long write(AggregatedSnapshot snapshot, Batches batches)
      throws IOException, InterruptedException {
    return write(snapshot, batches, _ -> {});
  }

  /**
   * Renders a snapshot object by object. Objects without any line are left out.
   *
   * @return the number of lines
   * @throws IOException what {@code objects} has thrown; the rest was not rendered
   */
  public long writeEach(AggregatedSnapshot snapshot, ObjectLines objects)
      throws IOException, InterruptedException {
    var lines = new ByteArrayOutputStream();
    Batches batches =
        batch ->
            lines.write(batch.array(), batch.arrayOffset() + batch.position(), batch.remaining());
    return write(
        snapshot,
        batches,
        object -> {
          flush(batches);
          if (lines.size() > 0) {
            objects.write(object, lines.toByteArray());
            lines.reset();
          }
        });
  }

  private long write(AggregatedSnapshot snapshot, Batches batches, ObjectEnd afterEach)
      throws IOException, InterruptedException {
    buffer.clear();
    byte[] end = (" " + snapshot.seconds() + "\n").getBytes(US_ASCII);
    long lines = 0;
    int objects = 0;
    for (MetricTable table : snapshot.tables()) {
      lines += write(table, end, batches, afterEach);
      objects += table.rows();
    }
    flush(batches);
    forgetVanished(objects);
    return lines;
  }

  private long write(MetricTable table, byte[] end, Batches batches, ObjectEnd afterEach)
      throws IOException, InterruptedException {
    MetricColumn[] columns = table.columns().toArray(MetricColumn[]::new);
    byte[][] metrics = new byte[columns.length][];
    int longestMetric = 0;
    for (int i = 0; i < columns.length; i++) {
      metrics[i] = names.metric(columns[i].metric()).getBytes(US_ASCII);
      longestMetric = Math.max(longestMetric, metrics[i].length);
    }
    int beyondPrefix = longestMetric + LineBuffer.LONGEST_NUMBER + end.length;

    long lines = 0;
    List<StatObject> objects = table.objects();
    for (int row = 0; row < objects.size(); row++) {
      var object = rendered(objects.get(row));
      for (int i = 0; i < columns.length; i++) {
        for (byte[] prefix : object.prefixes) {
          makeRoom(prefix.length + object.suffix.length + beyondPrefix, batches);
          if (appendLine(prefix, metrics[i], object.suffix, columns[i], row, end)) {
            lines++;
          }
        }
      }
      afterEach.objectEnds(objects.get(row));
    }
    return lines;
  }

  private boolean appendLine(
      byte[] prefix, byte[] metric, byte[] suffix, MetricColumn column, int row, byte[] end) {
    switch (column) {
      case MetricColumn.Longs longs -> {
        long value = longs.values()[row];
        if (value == MetricColumn.ABSENT) {
          return false;
        }
        buffer.append(prefix);
        buffer.append(metric);
        buffer.append(suffix);
        buffer.append(value);
      }
      case MetricColumn.Doubles doubles -> {
        double value = doubles.values()[row];
        if (!Double.isFinite(value)) {
          return false;
        }
        buffer.append(prefix);
        buffer.append(metric);
        buffer.append(suffix);
        buffer.append(value);
      }
    }
    buffer.append(end);
    return true;
  }

  private void makeRoom(int count, Batches batches) throws IOException, InterruptedException {
    if (buffer.hasRoomFor(count)) {
      return;
    }
    flush(batches);
    if (!buffer.hasRoomFor(count)) {
      buffer.grow(count);
    }
  }

  private void flush(Batches batches) throws IOException, InterruptedException {
    if (buffer.length() > 0) {
      batches.write(ByteBuffer.wrap(buffer.bytes(), 0, buffer.length()));
      buffer.clear();
    }
  }

  private Rendered rendered(StatObject object) {
    var known = rendered.get(object);
    if (known == null) {
      var prefixes =
          names.prefixes(object).stream()
              .map(prefix -> prefix.getBytes(US_ASCII))
              .toArray(byte[][]::new);
      known = new Rendered(prefixes, (names.suffix(object) + " ").getBytes(US_ASCII));
      rendered.put(object, known);
    }
    return known;
  }

  /** Servers come and go. When most of what is kept is not in use, all is rendered anew. */
  private void forgetVanished(int objects) {
    if (rendered.size() > 2 * objects + PREFIXES_TO_SPARE) {
      rendered.clear();
    }
  }
}
