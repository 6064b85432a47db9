package org.haproxystats.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * One pool of equal pieces of memory ({@code show pools}).
 *
 * @param name of the pool
 * @param bytes the size of one piece
 * @param allocated how many pieces HAProxy has set aside
 * @param used how many of them are in use
 * @param text the whole line, in which versions say different things
 */
public record MemoryPool(String name, long bytes, long allocated, long used, String text) {
  private static final Pattern LINE =
      Pattern.compile(
          "- Pool (?<name>.+) \\((?<bytes>\\d+) bytes.*?\\) : (?<allocated>\\d+) allocated"
              + " \\(\\d+ bytes\\), (?<used>\\d+) used.*");

  static List<MemoryPool> readAll(Reply reply) throws IOException {
    var pools = new ArrayList<MemoryPool>();
    reply.forEachLine(
        line -> {
          var text = line.strip();
          var parts = LINE.matcher(text);
          if (parts.matches()) {
            pools.add(
                new MemoryPool(
                    parts.group("name"),
                    Long.parseLong(parts.group("bytes")),
                    Long.parseLong(parts.group("allocated")),
                    Long.parseLong(parts.group("used")),
                    text));
          } else if (!text.startsWith("Dumping pools usage") && !text.startsWith("Total: ")) {
            throw reply.failed(line);
          }
        });
    return List.copyOf(pools);
  }
}
