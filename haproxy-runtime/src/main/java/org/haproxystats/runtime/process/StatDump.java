package org.haproxystats.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.haproxystats.runtime.Reply;

/**
 * The bytes of one answer to {@code show stat} as CSV, and where in them each cell ends. Nothing is
 * taken out of them before somebody asks for it.
 */
final class StatDump {
  private static final int FIRST_ROWS = 256;

  private final byte[] bytes;
  private final StatHeader header;
  private final int typeColumn;

  /** Of each row, as many as the header has columns. */
  private int[] ends;

  private StatDump(byte[] bytes, StatHeader header, int typeColumn) {
    this.bytes = bytes;
    this.header = header;
    this.typeColumn = typeColumn;
    ends = new int[FIRST_ROWS * header.width()];
  }

  static List<StatRow> read(Reply reply) throws IOException {
    var bytes = reply.dump();
    int at = 0;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    var first = new String(bytes, 0, at, UTF_8);
    if (!StatHeader.is(first)) {
      throw reply.failed(first.isEmpty() ? "no header '# pxname,svname,...' in the answer" : first);
    }
    var header = StatHeader.parse(first);
    var typeColumn = header.columns().get("type");
    if (typeColumn == null) {
      throw reply.failed(first);
    }
    var dump = new StatDump(bytes, header, typeColumn);
    var rows = new ArrayList<StatRow>();
    for (at++; at < bytes.length; at++) {
      if (bytes[at] != '\n') {
        int end = dump.split(reply, at, rows.size());
        rows.add(dump.row(reply, rows.size(), at, end));
        at = end;
      }
    }
    return rows;
  }

  /** Notes where the cells of a row end. Returns where the row does. */
  private int split(Reply reply, int start, int number) throws IOException {
    int cell = number * header.width();
    int cells = cell + header.width();
    if (cells > ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    boolean quoted = false;
    int at = start;
    for (; at < bytes.length; at++) {
      byte octet = bytes[at];
      if (octet > ',') {
        continue; // as most are
      }
      if (octet == ',' && !quoted) {
        if (cell < cells) {
          ends[cell] = at;
        }
        cell++;
      } else if (octet == '"') {
        quoted = !quoted; // twice for a doubled one
      } else if (octet == '\n' && !quoted) { // Up to HAProxy 2.9 a quoted text may have some in it.
        break;
      }
    }
    if (quoted) {
      throw reply.failed("cut short: " + text(start, at).stripTrailing());
    }
    if (cell != cells || bytes[at - 1] != ',') {
      throw reply.failed(text(start, at));
    }
    return at;
  }

  private StatRow row(Reply reply, int number, int start, int end) throws IOException {
    try {
      return new StatRow(this, typeColumn, number * header.width(), start, end);
    } catch (IllegalArgumentException e) {
      throw reply.failed(text(start, end));
    }
  }

  StatHeader header() {
    return header;
  }

  /** Where a cell ends, counted over all rows. */
  int end(int cell) {
    return ends[cell];
  }

  byte at(int place) {
    return bytes[place];
  }

  String text(int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }
}
