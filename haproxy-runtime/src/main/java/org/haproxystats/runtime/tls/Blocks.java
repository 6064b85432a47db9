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
   */
  static Blocks read(Reply reply, String heading) throws IOException {
    var head = new Details();
    var blocks = new ArrayList<List<String>>();
    for (var line : reply.lines()) {
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
    var name = head.take("Filename");
    if (name.isEmpty()) {
      throw reply.failed("no Filename");
    }
    boolean uncommitted = name.startsWith("*");
    return new Blocks(
        uncommitted ? name.substring(1) : name, uncommitted, head.takeStatus(reply), blocks);
  }
}
