package org.haproxystats.runtime.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;
import org.jspecify.annotations.Nullable;

/**
 * How long one of HAProxy's functions ran for tasks, and how long these waited for it. Times are as
 * exact as HAProxy writes them: to four digits.
 *
 * @param function its name in HAProxy's source, as far as HAProxy knows it
 * @param calls how often it ran
 * @param cpu how long in all
 * @param latency how long in all tasks waited between being woken and running
 * @param caller what woke the tasks: function, file, line and manner; empty before 2.7
 * @param columns all that HAProxy says, also the above, by the names of its columns and in its
 *     order
 */
public record FunctionTimes(
    String function,
    long calls,
    Duration cpu,
    Duration latency,
    Optional<String> caller,
    Map<String, String> columns) {
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ns", Duration.ofNanos(1),
          "us", Duration.ofNanos(1_000),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  /** Keeps a copy of the columns that nobody can change. */
  public FunctionTimes {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Reads a table: a line with the names of its columns, and a line for each function. */
  static List<FunctionTimes> readAll(Reply reply, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return List.of();
    }
    var names = lines.getFirst().strip().split(" +", -1);
    var all = new ArrayList<FunctionTimes>();
    for (var line : lines.subList(1, lines.size())) {
      all.add(read(reply, names, line));
    }
    return all;
  }

  private static FunctionTimes read(Reply reply, String[] names, String line) throws IOException {
    var parts = line.strip().split(" +<- ", 2);
    var cells = parts[0].split(" +", -1);
    if (cells.length != names.length) {
      throw reply.failed(line);
    }
    var columns = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.length; i++) {
      columns.put(names[i], cells[i]);
    }
    var calls = columns.getOrDefault("calls", "");
    if (!COUNT.matcher(calls).matches()) {
      throw reply.failed(line);
    }
    return new FunctionTimes(
        columns.getOrDefault("function", ""),
        Long.parseLong(calls),
        time(reply, line, columns.get("cpu_tot")),
        time(reply, line, columns.get("lat_tot")),
        parts.length == 2 ? Optional.of(parts[1]) : Optional.empty(),
        columns);
  }

  private static Duration time(Reply reply, String line, @Nullable String text) throws IOException {
    if ("-".equals(text)) {
      return Duration.ZERO;
    }
    var parts = TIME.matcher(text == null ? "" : text);
    if (!parts.matches()) {
      throw reply.failed(line);
    }
    long unit = Optional.ofNullable(UNITS.get(parts.group(2))).orElseThrow().toNanos();
    return Duration.ofNanos(
        new BigDecimal(parts.group(1))
            .multiply(BigDecimal.valueOf(unit))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact());
  }
}
