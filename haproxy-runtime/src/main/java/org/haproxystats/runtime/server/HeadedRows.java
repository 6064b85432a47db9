package org.haproxystats.runtime.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.Reply;

/**
 * Reads a dump of rows below a header, cells between blanks: {@code # be_id be_name ...}. A last
 * column such as {@code idle_per_thr[2]} has as many cells as it says, or none.
 */
final class HeadedRows {
  private HeadedRows() {}

  /** Makes a value of the cells of one row. */
  @FunctionalInterface
  interface RowReader<T> {
    /**
     * Reads one row.
     *
     * @throws IllegalArgumentException if a cell is missing or cannot be read; a {@link
     *     NumberFormatException} is one
     */
    T read(Cells cells);
  }

  /**
   * Every row.
   *
   * @throws org.haproxystats.runtime.CommandFailedException if there is a row that does not fit the
   *     header, or whose cells cannot be read
   */
  static <T> List<T> read(Reply reply, RowReader<T> reader) throws IOException {
    var rows = new ArrayList<T>();
    var header = new ArrayList<String>();
    reply.forEachLine(
        line -> {
          if (line.startsWith("# ")) {
            header.clear();
            header.addAll(List.of(line.substring(2).split(" ")));
          } else if (!header.isEmpty()) {
            rows.add(row(reply, header, line, reader));
          } else if (!line.chars().allMatch(Character::isDigit)) { // the version of the format
            throw reply.failed(line);
          }
        });
    if (header.isEmpty()) {
      throw reply.failed("no header '# ...' in the answer");
    }
    return List.copyOf(rows);
  }

  private static <T> T row(Reply reply, List<String> header, String line, RowReader<T> reader)
      throws IOException {
    var values = List.of(line.split(" "));
    int fixed = header.getLast().endsWith("]") ? header.size() - 1 : header.size();
    if (values.size() < fixed || (fixed == header.size() && values.size() > fixed)) {
      throw reply.failed(line);
    }
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < fixed; i++) {
      columns.put(header.get(i), values.get(i));
    }
    try {
      return reader.read(new Cells(columns, values.subList(fixed, values.size())));
    } catch (IllegalArgumentException e) {
      throw reply.failed(line);
    }
  }
}
