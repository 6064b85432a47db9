package org.haproxystats.runtime.master;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.haproxystats.runtime.master.ProcessEntry.Role;

/**
 * The processes of one master, as {@code show proc} tells them.
 *
 * @param all in HAProxy's order, the master first
 */
public record ProcessList(List<ProcessEntry> all) {
  private static final Pattern COLUMN = Pattern.compile("<([^>]+)>");

  /** Cells are padded with blanks, and two kinds of them have a blank within. */
  private static final Pattern CELL =
      Pattern.compile("(?<failing>\\d+) \\[failed: (?<failed>\\d+)]|\\[was: \\d+]|\\S+");

  private static final Pattern UPTIME = Pattern.compile("(\\d+)d(\\d+)h(\\d+)m(\\d+)s");

  /** Keeps a copy that nobody can change. */
  public ProcessList {
    all = List.copyOf(all);
  }

  /**
   * Reads an answer to {@code show proc}.
   *
   * @param answer the whole of it, in any version's form
   * @return the processes in it
   * @throws IllegalArgumentException if there is no table in it, or a line does not fit; the text
   *     is the line
   */
  public static ProcessList parse(String answer) {
    var lines = answer.lines().filter(line -> !line.isBlank()).toList();
    var header = lines.isEmpty() ? "" : lines.getFirst();
    if (!header.startsWith("#<PID>")) {
      throw new IllegalArgumentException(header);
    }
    var columns = COLUMN.matcher(header).results().map(column -> column.group(1)).toList();
    var processes = new ArrayList<ProcessEntry>();
    var role = Role.MASTER;
    for (var line : lines.subList(1, lines.size())) {
      if (line.startsWith("#")) {
        role = role(line);
      } else {
        processes.add(entry(line, role, columns));
      }
    }
    return new ProcessList(processes);
  }

  private static Role role(String heading) {
    return switch (heading.strip()) {
      case "# workers" -> Role.WORKER;
      case "# old workers" -> Role.OLD_WORKER;
      case "# programs" -> Role.PROGRAM;
      case "# old programs" -> Role.OLD_PROGRAM;
      default -> Role.OTHER; // What newer versions may have.
    };
  }

  private static ProcessEntry entry(String line, Role role, List<String> columns) {
    var row = new HashMap<String, String>();
    int failed = 0;
    var cell = CELL.matcher(line);
    for (var column : columns) {
      if (cell.find()) {
        boolean counts = cell.group("failing") != null;
        failed = counts ? Integer.parseInt(cell.group("failed")) : failed;
        row.put(column, counts ? cell.group("failing") : cell.group());
      }
    }
    try {
      return new ProcessEntry(
          Long.parseLong(taken(row, "PID", "")),
          taken(row, "type", ""),
          role,
          Integer.parseInt(taken(row, "reloads", "0")),
          failed,
          uptime(taken(row, "uptime", "0d00h00m00s")),
          version(taken(row, "version", "")),
          row);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  private static String taken(Map<String, String> row, String column, String otherwise) {
    var value = row.remove(column);
    return value == null ? otherwise : value;
  }

  /** A program has a dash. */
  private static String version(String cell) {
    return cell.equals("-") ? "" : cell;
  }

  private static Duration uptime(String text) {
    var parts = UPTIME.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    return Duration.ofDays(Long.parseLong(parts.group(1)))
        .plusHours(Long.parseLong(parts.group(2)))
        .plusMinutes(Long.parseLong(parts.group(3)))
        .plusSeconds(Long.parseLong(parts.group(4)));
  }

  /**
   * {@return the processes of one role, in HAProxy's order; empty if there is none}
   *
   * @param role which ones
   */
  public List<ProcessEntry> with(Role role) {
    return all.stream().filter(process -> process.role() == role).toList();
  }

  /** {@return the workers that serve or drain, the newest first} */
  public List<ProcessEntry> workers() {
    return all.stream()
        .filter(process -> process.role() == Role.WORKER || process.role() == Role.OLD_WORKER)
        .toList();
  }
}
