package org.haproxystats.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * What HAProxy's profiling is told to measure, and what it has measured ({@code show profiling}).
 * HAProxy writes this for readers and changes it at will: the parts that stay are read, and the
 * whole text is kept beside them. What the profiling of memory has found is in the text alone.
 *
 * @param states by HAProxy's names and in its order, such as {@code Per-task CPU profiling=on}; the
 *     profiling of tasks is {@code on}, {@code off}, {@code auto-on} or {@code auto-off}
 * @param functions those of HAProxy's functions that tasks ran, from the one called most often; by
 *     caller from 2.7 on. Empty before 2.4, and as long as nothing was measured
 * @param text all lines, without the line feed at their end
 */
public record Profiling(Map<String, String> states, List<FunctionTimes> functions, String text) {
  private static final Pattern STATE = Pattern.compile("(\\S.*?) *: (\\S+) +# .*");

  /** Keeps copies that nobody can change. */
  public Profiling {
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    functions = List.copyOf(functions);
  }

  /**
   * Whether the time of tasks is measured, as {@code set profiling tasks} has it.
   *
   * @return {@code on}, {@code off}, {@code auto-on} or {@code auto-off}
   */
  public String tasks() {
    return states.getOrDefault("Per-task CPU profiling", "off");
  }

  /**
   * Whether memory is measured, as {@code set profiling memory} has it.
   *
   * @return {@code on} or {@code off}; empty before 2.4
   */
  public Optional<String> memory() {
    return Optional.ofNullable(states.get("Memory usage profiling"));
  }

  static Profiling read(Reply reply) throws IOException {
    var lines = reply.lines();
    var states = new LinkedHashMap<String, String>();
    var functions = new ArrayList<FunctionTimes>();
    int next = 0;
    for (; next < lines.size(); next++) {
      var state = STATE.matcher(lines.get(next));
      if (!state.matches()) {
        break;
      }
      states.put(state.group(1), state.group(2));
    }
    if (states.isEmpty()) {
      throw reply.failed(String.join("\n", lines));
    }
    while (next < lines.size()) {
      int end = endOfSection(lines, next);
      var title = lines.get(next);
      if (title.startsWith("Tasks activity")) {
        functions.addAll(FunctionTimes.readAll(reply, lines.subList(next + 1, end)));
      } else if (!title.startsWith("Alloc/Free statistics")) {
        throw reply.failed(title);
      }
      next = end;
    }
    return new Profiling(states, functions, String.join("\n", lines));
  }

  /** A section goes to the title of the next one, which ends in a colon as no other line does. */
  private static int endOfSection(List<String> lines, int title) {
    int end = title + 1;
    while (end < lines.size()
        && (lines.get(end).startsWith(" ") || !lines.get(end).endsWith(":"))) {
      end++;
    }
    return end;
  }
}
