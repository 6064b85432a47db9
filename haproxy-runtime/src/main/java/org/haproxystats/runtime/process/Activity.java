package org.haproxystats.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * One line of {@code show activity}.
 *
 * @param name such as {@code ctxsw}
 * @param total over all threads, as HAProxy wrote it: a whole number, a decimal, or {@code 1
 *     (1..2)}
 * @param threads the same by thread; empty where HAProxy does not say
 */
public record Activity(String name, String total, List<String> threads) {
  private static final Pattern LINE =
      Pattern.compile("(?<name>[^:]+): (?<total>[^\\[]*?)( \\[ (?<threads>.*) \\])?");

  static List<Activity> readAll(Reply reply) throws IOException {
    var all = new ArrayList<Activity>();
    reply.forEachLine(
        line -> {
          var parts = LINE.matcher(line.stripTrailing());
          if (!parts.matches()) {
            throw reply.failed(line);
          }
          var threads = parts.group("threads");
          all.add(
              new Activity(
                  parts.group("name"),
                  parts.group("total"),
                  threads == null ? List.of() : List.of(threads.split(" "))));
        });
    return List.copyOf(all);
  }
}
