package org.haproxystats.admin.cli;

import java.util.Locale;

/** Colours for a terminal, or none. */
final class Colors {
  private static final String RESET = "\033[0m";

  private final boolean isOn;

  private Colors(boolean isOn) {
    this.isOn = isOn;
  }

  /** {@code --color}, then {@code NO_COLOR} (no-color.org), then whether a person looks at it. */
  static Colors of(Shell shell, Arguments arguments) throws UsageException {
    var when = arguments.value(GlobalOptions.COLOR).orElse("auto");
    return new Colors(
        switch (when) {
          case "always" -> true;
          case "never" -> false;
          case "auto" ->
              shell.terminals().out()
                  && shell.variable("NO_COLOR").isEmpty()
                  && !shell.variable("TERM").equals("dumb");
          default ->
              throw new UsageException("--color is auto, always or never, not '" + when + "'");
        });
  }

  boolean isOn() {
    return isOn;
  }

  String title(String text) {
    return painted("1", text);
  }

  String good(String text) {
    return painted("32", text);
  }

  String bad(String text) {
    return painted("31", text);
  }

  String cell(Column column, String text) {
    if (column.kind() != Column.Kind.STATUS) {
      return text;
    }
    var status = text.strip().toUpperCase(Locale.ROOT);
    if (status.contains("DOWN") || status.contains("STOP") || status.contains("FAIL")) {
      return bad(text);
    }
    boolean isGood = status.equals("UP") || status.equals("OPEN") || status.equals("NO CHECK");
    return isGood ? good(text) : painted("33", text);
  }

  private String painted(String color, String text) {
    return isOn && !text.isBlank() ? "\033[" + color + "m" + text + RESET : text;
  }
}
