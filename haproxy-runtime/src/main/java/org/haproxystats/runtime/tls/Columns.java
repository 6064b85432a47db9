package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/** Tables whose first line has the names of their columns. */
final class Columns {
  private Columns() {}

  /**
   * Reads an answer.
   *
   * @param mark what is before the first name
   * @param separator between cells
   * @return the rows, each by the names of the columns, in their order
   */
  static List<Map<String, String>> read(Reply reply, String mark, String separator)
      throws IOException {
    var lines = reply.lines();
    if (lines.isEmpty() || !lines.getFirst().startsWith(mark)) {
      throw reply.failed(lines.isEmpty() ? "" : lines.getFirst());
    }
    var cells = Pattern.compile(Pattern.quote(separator));
    var names = cells.split(lines.getFirst().substring(mark.length()), -1);
    var rows = new ArrayList<Map<String, String>>();
    for (var line : lines.subList(1, lines.size())) {
      var values = cells.split(line, -1);
      if (values.length < names.length) {
        throw reply.failed(line);
      }
      var row = new LinkedHashMap<String, String>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i].strip(), values[i].strip());
      }
      rows.add(row);
    }
    return rows;
  }
}
