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

  private static final List<Hint> ALWAYS = List.of(new Hint("q", "quit"), new Hint("?", "help"));
  private static final List<Hint> IN_TABLE =
      List.of(new Hint("/", "filter"), new Hint("<>", "sort"), new Hint("Enter", "open"));
  private static final List<Hint> BACK = List.of(new Hint("Esc", "back"));
  private static final List<Hint> ON_OBJECTS =
      List.of(
          new Hint("D", "drain", true),
          new Hint("R", "ready", true),
          new Hint("M", "maint", true),
          new Hint("W", "wght", true),
          new Hint("K", "kill", true));
  private static final List<Hint> ON_SESSIONS = List.of(new Hint("K", "kill", true));
  private static final List<Hint> FOR_OBJECTS =
      List.of(new Hint("s", "sessions"), new Hint("p", "processes"));
  private static final List<Hint> IN_TABLE_OF_OBJECTS =
      List.of(new Hint("!", "alarms"), new Hint("z", "fold"));
  private static final List<Hint> RARELY =
      List.of(new Hint("r", "reverse"), new Hint("+-", "interval"));

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
    var what = action.what();
    var commands = action.commands();
    var more = commands.size() > 1 ? " and " + (commands.size() - 1) + " more" : "";
    return List.of(
        Line.of(what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + "?", Tone.WARN),
        Line.of("  in " + processes(action) + ": " + commands.getFirst() + more, Tone.DIM),
        Line.builder().add("y", Tone.KEY).add(" yes   ").add("n", Tone.KEY).add(" no").build());
  }

  private static String processes(Action action) {
    return action.processes() == 1
        ? action.steps().getFirst().process().shortName()
        : action.processes() + " processes";
  }

  /** The most important first: where there is no room, the last ones are left out. */
  private static Line hints(ViewState state, int width) {
    var line = Line.builder();
    for (var hint : all(state)) {
      int needed = (line.width() == 0 ? 0 : 1) + hint.key().length() + 1 + hint.does().length();
      if ((hint.changes() && state.readOnly()) || line.width() + needed > width) {
        continue;
      }
      line.add(line.width() == 0 ? "" : " ").add(hint.key(), Tone.KEY).add(" " + hint.does());
    }
    return line.build();
  }

  private static List<Hint> all(ViewState state) {
    var hints = new ArrayList<>(ALWAYS);
    boolean inTable = state.pane().opened() == null;
    if (!inTable || state.view().parent().isPresent()) {
      hints.addAll(BACK);
    }
    if (inTable) {
      hints.addAll(IN_TABLE);
    }
    if (state.view().showsObjects()) {
      hints.addAll(ON_OBJECTS);
      hints.addAll(FOR_OBJECTS);
      hints.addAll(inTable ? IN_TABLE_OF_OBJECTS : List.of());
    } else if (state.view() == View.SESSIONS) {
      hints.addAll(ON_SESSIONS);
    }
    hints.addAll(RARELY);
    return hints;
  }
}
