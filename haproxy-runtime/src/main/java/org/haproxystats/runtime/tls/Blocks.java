package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.Reply;

/** A file as HAProxy shows it: name and status, then one block of lines for each thing in it. */
record Blocks(String name, boolean uncommitted, StoreStatus status, List<List<String>> blocks) {

  /**
   * Reads an answer.
   *
   * @param heading how the line before each block begins
   * @param asked what was asked for: HAProxy says nothing of a CA file without content
   */
  static Blocks read(Reply reply, String heading, String asked) throws IOException {
    var lines = reply.lines();
    if (lines.isEmpty()) {
      return new Blocks(nameOf(asked), isUncommitted(asked), StoreStatus.EMPTY, List.of());
    }
    var head = new Details();
    var blocks = new ArrayList<List<String>>();
    for (var line : lines) {
      if (line.isBlank()) {
        continue;
      }
      if (line.startsWith(heading)) {
        blocks.add(new ArrayList<>());
      } else if (!blocks.isEmpty()) {
        blocks.getLast().add(line);
      } else if (!head.add(line)) {
        throw reply.failed(line);
      }
    }
    var name = head.takeFilename(reply);
    return new Blocks(nameOf(name), isUncommitted(name), head.takeStatus(reply), blocks);
  }

  private static boolean isUncommitted(String name) {
    return name.startsWith("*");
  }

  private static String nameOf(String name) {
    return isUncommitted(name) ? name.substring(1) : name;
  }
}
