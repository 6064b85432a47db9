package org.haproxystats.runtime;

import java.util.List;

/** What HAProxy says when it has done what a command asked for. */
@FunctionalInterface
public interface Success {
  /** What {@link #silent} gives. */
  Success SILENT = answer -> answer.isEmpty() || answer.equals("Done.");

  /**
   * {@return whether an answer means success}
   *
   * @param answer the whole of it, without line feeds at its end
   */
  boolean matches(String answer);

  /**
   * {@return the rule that HAProxy says nothing, as most commands have it, or {@code Done.}, as
   * before 1.5.10}
   */
  static Success silent() {
    return SILENT;
  }

  /**
   * {@return the rule that HAProxy says nothing on some versions, and on others a text with a known
   * beginning}
   *
   * @param beginnings how the text may begin
   */
  static Success silentOr(String... beginnings) {
    var all = List.of(beginnings);
    return answer -> silent().matches(answer) || all.stream().anyMatch(answer::startsWith);
  }

  /**
   * {@return the rule that one line, at least, has a known beginning; warnings may come before it}
   *
   * @param beginnings how the line may begin
   */
  static Success line(String... beginnings) {
    var all = List.of(beginnings);
    return answer -> answer.lines().anyMatch(line -> all.stream().anyMatch(line::startsWith));
  }

  /**
   * {@return the rule that the last line has a known beginning; HAProxy may have left older lines
   * before it}
   *
   * @param beginnings how the line may begin
   */
  static Success lastLine(String... beginnings) {
    var all = List.of(beginnings);
    return answer -> {
      var last = answer.substring(answer.lastIndexOf('\n') + 1);
      return all.stream().anyMatch(last::startsWith);
    };
  }
}
