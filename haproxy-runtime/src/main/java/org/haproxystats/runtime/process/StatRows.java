package org.haproxystats.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.Reply;
import org.jspecify.annotations.Nullable;

/** Reads {@code show stat} as CSV, row by row. For one answer. */
final class StatRows {
  private final Reply reply;
  private final List<StatRow> rows = new ArrayList<>();
  private @Nullable StatHeader header;
  private String unfinished = "";

  private StatRows(Reply reply) {
    this.reply = reply;
  }

  static List<StatRow> read(Reply reply) throws IOException {
    var rows = new StatRows(reply);
    reply.forEachLine(rows::take);
    if (rows.header == null) {
      throw reply.failed("no header '# pxname,svname,...' in the answer");
    }
    if (!rows.unfinished.isEmpty()) {
      throw reply.failed("cut short: " + rows.unfinished);
    }
    return rows.rows;
  }

  private void take(String line) throws IOException {
    if (header == null) {
      if (!StatHeader.is(line)) {
        throw reply.failed(line);
      }
      header = StatHeader.parse(line);
      return;
    }
    // Up to HAProxy 2.9 a quoted text may have line feeds in it.
    var row = unfinished.isEmpty() ? line : unfinished + "\n" + line;
    if (row.indexOf('"') >= 0 && row.chars().filter(c -> c == '"').count() % 2 != 0) {
      unfinished = row;
      return;
    }
    unfinished = "";
    try {
      rows.add(StatRow.of(header, row));
    } catch (IllegalArgumentException e) {
      throw reply.failed(row);
    }
  }
}
