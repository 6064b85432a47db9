package org.haproxystats.runtime.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * What one thread of HAProxy does ({@code show threads}). HAProxy writes this for readers and
 * changes it at will: the parts that stay are read, and the whole text is kept beside them.
 *
 * @param number 1 or more
 * @param isStuck whether it has not come back to its loop for so long that HAProxy suspects a fault
 * @param isActive whether it has something to do
 * @param cpuTime what it has used since HAProxy was started; empty where the system does not tell
 * @param fields what is said as {@code name=value} of the thread itself and of its current task, by
 *     HAProxy's names and in its order, such as {@code rq=0}, {@code harmless=1} and {@code
 *     curr_task=0}
 * @param text all lines, also of the stream and the call trace, without the line feed at their end
 */
public record ThreadState(
    int number,
    boolean isStuck,
    boolean isActive,
    Optional<Duration> cpuTime,
    Map<String, String> fields,
    String text) {
  private static final Pattern FIRST_LINE =
      Pattern.compile("[ *](?<stuck>[ >])Thread (?<number>\\d{1,6}) *: .*");
  private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S+)");
  private static final Pattern NANOSECONDS = Pattern.compile("\\d{1,18}");

  /** Keeps a copy of the fields that nobody can change. */
  public ThreadState {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static List<ThreadState> readAll(Reply reply) throws IOException {
    var blocks = new ArrayList<List<String>>();
    for (var line : reply.lines()) {
      if (FIRST_LINE.matcher(line).matches()) {
        blocks.add(new ArrayList<>());
      } else if (blocks.isEmpty() || !line.startsWith(" ")) {
        throw reply.failed(line);
      }
      blocks.getLast().add(line);
    }
    return blocks.stream().map(ThreadState::of).toList();
  }

  private static ThreadState of(List<String> lines) {
    var first = FIRST_LINE.matcher(lines.getFirst());
    if (!first.matches()) {
      throw new IllegalStateException(lines.getFirst());
    }
    var fields = new LinkedHashMap<String, String>();
    for (var line : lines) {
      FIELD.matcher(line).results().forEach(field -> fields.put(field.group(1), field.group(2)));
      if (fields.containsKey("curr_task")) {
        break; // What follows is the task's, in a form of its own for each kind.
      }
    }
    return new ThreadState(
        Integer.parseInt(first.group("number")),
        first.group("stuck").equals(">") || "1".equals(fields.get("stuck")),
        "1".equals(fields.get("act")),
        Optional.ofNullable(fields.get("now"))
            .filter(now -> NANOSECONDS.matcher(now).matches())
            .map(now -> Duration.ofNanos(Long.parseLong(now))),
        fields,
        String.join("\n", lines));
  }
}
