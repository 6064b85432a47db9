package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.runtime.stats.TextColumn;
import org.haproxystats.sink.LineBuffer;

/**
 * Records in JSON, whose schema is in the manual. Members and kinds may be added to a version of
 * it; whatever else changes makes a new one.
 *
 * <p>What is the same from record to record is rendered once: what an object is called when it is
 * first seen, the names of metrics once a table.
 */
final class JsonRecords implements SnapshotFormat {
  private static final int VERSION = 1;
  private static final int USUAL_BYTES = 16 * 1024;
  private static final byte[] TEXTS = "\"texts\":{".getBytes(US_ASCII);

  private final String loadBalancer;
  private final PerObject heads = new PerObject(this::head);
  private final LineBuffer buffer = new LineBuffer(USUAL_BYTES);

  /**
   * @param loadBalancer the name of this machine
   */
  JsonRecords(String loadBalancer) {
    this.loadBalancer = loadBalancer;
  }

  @Override
  public long write(AggregatedSnapshot snapshot, Records records)
      throws IOException, InterruptedException {
    byte[] time = (snapshot.seconds() + ",\"metrics\":{").getBytes(US_ASCII);
    long values = 0;
    int objects = 0;
    for (MetricTable table : snapshot.tables()) {
      values += write(table, time, records);
      objects += table.rows();
    }
    heads.forgetVanished(objects);
    return values;
  }

  private long write(MetricTable table, byte[] time, Records records)
      throws IOException, InterruptedException {
    var columns = table.columns().toArray(MetricColumn[]::new);
    byte[][] names = names(table.columns().stream().map(column -> column.metric().name()).toList());
    var texts = table.texts().toArray(TextColumn[]::new);
    byte[][] textNames = names(table.texts().stream().map(TextColumn::name).toList());
    long values = 0;
    for (int row = 0; row < table.rows(); row++) {
      var object = table.objects().get(row);
      buffer.clear();
      append(heads.of(object));
      append(time);
      int count = 0;
      for (int i = 0; i < columns.length; i++) {
        if (append(names[i], columns[i], row, count > 0)) {
          count++;
        }
      }
      append('}');
      count += append(textNames, texts, row);
      append('}');
      if (count > 0) {
        records.add(object, Arrays.copyOf(buffer.bytes(), buffer.length()));
        values += count;
      }
    }
    return values;
  }

  /** The members' names with their colons. */
  private static byte[][] names(List<String> names) {
    return names.stream().map(name -> utf8(JsonText.quoted(name) + ":")).toArray(byte[][]::new);
  }

  private boolean append(byte[] name, MetricColumn column, int row, boolean next) {
    switch (column) {
      case MetricColumn.Longs longs -> {
        if (longs.isAbsent(row)) {
          return false;
        }
        begin(name, next);
        buffer.append(longs.values()[row]);
      }
      case MetricColumn.Doubles doubles -> {
        if (!Double.isFinite(doubles.values()[row])) {
          return false;
        }
        begin(name, next);
        buffer.append(doubles.values()[row]);
      }
    }
    return true;
  }

  private int append(byte[][] names, TextColumn[] texts, int row) {
    int count = 0;
    for (int i = 0; i < texts.length; i++) {
      var text = texts[i].values()[row];
      if (text != null) {
        if (count == 0) {
          append(',');
          append(TEXTS);
        }
        begin(names[i], count > 0);
        append(utf8(JsonText.quoted(text.text())));
        count++;
      }
    }
    if (count > 0) {
      append('}');
    }
    return count;
  }

  /** Begins a member, with room for a number. */
  private void begin(byte[] name, boolean next) {
    if (next) {
      append(',');
    }
    append(name);
    makeRoom(LineBuffer.LONGEST_NUMBER);
  }

  private void append(char c) {
    makeRoom(1);
    buffer.append(c);
  }

  private void append(byte[] text) {
    makeRoom(text.length);
    buffer.append(text);
  }

  private void makeRoom(int count) {
    if (!buffer.hasRoomFor(count)) {
      buffer.grow(count + USUAL_BYTES);
    }
  }

  /** A record up to its time. */
  private byte[] head(StatObject object) {
    var head = new StringBuilder("{\"version\":" + VERSION);
    append(head, "load_balancer", loadBalancer);
    append(head, "kind", ObjectNames.kind(object.kind()));
    append(head, "proxy", ObjectNames.proxy(object));
    append(head, ownName(object), ObjectNames.own(object));
    return utf8(head.append(",\"time\":").toString());
  }

  private static void append(StringBuilder head, String name, String value) {
    if (!value.isEmpty()) {
      head.append(",\"").append(name).append("\":").append(JsonText.quoted(value));
    }
  }

  private static String ownName(StatObject object) {
    return switch (object.kind()) {
      case LISTENER -> "listener";
      case PROCESS -> "process";
      case COLLECTOR -> "sink";
      default -> "server";
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
