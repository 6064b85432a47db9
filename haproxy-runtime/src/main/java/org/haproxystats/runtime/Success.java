package org.haproxystats.runtime;

import java.util.List;

/** What HAProxy says when it has done what a command asked for. */
@FunctionalInterface
public interface Success {
  /** What {@link #silent} gives. */
  Success SILENT = answer -> answer.isEmpty() || answer.equals("Done.");

  /** Whether a whole answer means success; it has no line feed at its end. */
  boolean matches(String answer);

  /** HAProxy says nothing, as most commands have it; {@code Done.} before 1.5.10. */
  static Success silent() {
    return SILENT;
  }

  /** HAProxy says nothing on some versions, and on others a text that begins with one of these. */
  static Success silentOr(String... beginnings) {
    var all = List.of(beginnings);
    return answer -> silent().matches(answer) || all.stream().anyMatch(answer::startsWith);
  }

  /** A line begins with one of these texts; warnings may come before it. */
  static Success line(String... beginnings) {
    var all = List.of(beginnings);
    return answer -> answer.lines().anyMatch(line -> all.stream().anyMatch(line::startsWith));
  }

  /** The last line begins with one of these texts; HAProxy may have left older lines before it. */
  static Success lastLine(String... beginnings) {
    var all = List.of(beginnings);
    return answer -> {
      var last = answer.substring(answer.lastIndexOf('\n') + 1);
      return all.stream().anyMatch(last::startsWith);
    };
  }
}
