package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.haproxystats.admin.top.ViewState.Prompt;

/** The lines at the bottom of the screen: what is asked, what is told, or what keys there are. */
final class Footer {
  /**
   * A key, and what it does.
   *
   * @param changes whether it changes something in HAProxy
   */
  private record Hint(String key, String does, boolean changes) {
    Hint(String key, String does) {
      this(key, does, false);
    }
  }

  /** The most important first: where there is no room, the last ones are left out. */
  private static final List<Hint> IN_TABLE =
      List.of(
          new Hint("q", "quit"),
          new Hint("?", "help"),
          new Hint("/", "filter"),
          new Hint("<>", "sort"),
          new Hint("Enter", "open"),
          new Hint("D", "drain", true),
          new Hint("R", "ready", true),
          new Hint("M", "maint", true),
          new Hint("W", "wght", true),
          new Hint("K", "kill", true),
          new Hint("!", "alarms"),
          new Hint("p", "processes"),
          new Hint("z", "fold"),
          new Hint("r", "reverse"),
          new Hint("+-", "interval"));

  private static final List<Hint> IN_DETAIL =
      List.of(
          new Hint("q", "quit"),
          new Hint("?", "help"),
          new Hint("Esc", "back"),
          new Hint("D", "drain", true),
          new Hint("R", "ready", true),
          new Hint("M", "maint", true),
          new Hint("W", "wght", true),
          new Hint("K", "kill", true),
          new Hint("p", "processes"),
          new Hint("+-", "interval"));

  private Footer() {}

  static List<Line> lines(ViewState state, int width) {
    var prompt = state.prompt();
    if (prompt != null) {
      return asked(prompt);
    }
    var notice = state.notice();
    return List.of(notice != null ? Line.of(notice.text(), notice.tone()) : hints(state, width));
  }

  private static List<Line> asked(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Confirm(var action) -> confirm(action);
      case Prompt.FilterText(var text) ->
          input("Filter: ", text, "  Enter keeps it, Esc shows all");
      case Prompt.Weight(_, var text) ->
          input("Weight: ", text, "  0 to 256, or 50%; Enter goes on, Esc does not");
    };
  }

  private static List<Line> input(String label, String text, String hint) {
    return List.of(
        Line.builder().add(label, Tone.TITLE).add(text + "_").add(hint, Tone.DIM).build());
  }

  private static List<Line> confirm(Action action) {
    var commands = action.commands();
    var lines = new ArrayList<Line>();
    lines.add(
        Line.of(
            "%s%s in %s?"
                .formatted(
                    action.what().substring(0, 1).toUpperCase(Locale.ROOT),
                    action.what().substring(1),
                    processes(action)),
            Tone.WARN));
    lines.add(
        Line.of(
            "  "
                + commands.getFirst()
                + (commands.size() > 1 ? " and " + (commands.size() - 1) + " more" : ""),
            Tone.DIM));
    lines.add(
        Line.builder().add("y", Tone.KEY).add(" yes   ").add("n", Tone.KEY).add(" no").build());
    return lines;
  }

  private static String processes(Action action) {
    return action.processes() == 1
        ? action.steps().getFirst().process().shortName()
        : action.processes() + " processes";
  }

  private static Line hints(ViewState state, int width) {
    var line = Line.builder();
    for (var hint : state.pane().opened() == null ? IN_TABLE : IN_DETAIL) {
      int needed = (line.width() == 0 ? 0 : 1) + hint.key().length() + 1 + hint.does().length();
      if ((hint.changes() && !mayChange(state)) || line.width() + needed > width) {
        continue;
      }
      line.add(line.width() == 0 ? "" : " ").add(hint.key(), Tone.KEY).add(" " + hint.does());
    }
    return line.build();
  }

  private static boolean mayChange(ViewState state) {
    return !state.readOnly() && state.view().showsObjects();
  }
}
