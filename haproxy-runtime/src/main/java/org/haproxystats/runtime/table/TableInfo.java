package org.haproxystats.runtime.table;

import java.io.IOException;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * A stick table as {@code show table} lists it.
 *
 * @param name of the proxy that has it, or {@code peers/table}
 * @param type of its keys: {@code ip}, {@code ipv6}, {@code integer}, {@code string} or {@code
 *     binary}
 * @param size how many entries it can have
 * @param used how many it has
 * @param more what newer versions add, in HAProxy's words
 */
public record TableInfo(String name, String type, long size, long used, String more) {
  private static final Pattern LINE =
      Pattern.compile(
          "# table: (?<name>\\S+), type: (?<type>\\w+), size:(?<size>\\d{1,18}),"
              + " used:(?<used>\\d{1,18})(?:, (?<more>.*))?");

  static TableInfo parse(Reply reply, String line) throws IOException {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw reply.failed(line);
    }
    var more = parts.group("more");
    return new TableInfo(
        parts.group("name"),
        parts.group("type"),
        Long.parseLong(parts.group("size")),
        Long.parseLong(parts.group("used")),
        more == null ? "" : more);
  }
}
