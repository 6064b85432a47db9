package org.haproxystats.admin.cli;

import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.table.VariableCommands;

/** {@code haproxyadmin var ...}: variables of the whole process. */
final class VariableGroup {
  private static final String NAME = "NAME";
  private static final String NAME_HELP = "begins with proc., such as proc.limit";
  private static final Option NUMBER = Option.flag("number", "stores a number, not a text");
  private static final Option EXPRESSION =
      Option.flag("expression", "stores what an expression of HAProxy's configuration gives (2.5)");

  private VariableGroup() {}

  static CommandGroup build() {
    return new CommandGroup("var", "Variables of the processes", List.of(get(), set()));
  }

  private static CliCommand get() {
    return CliCommand.named("get", "Shows a variable of the processes (2.4)")
        .takes(NAME, NAME_HELP)
        .with(Survey.EACH)
        .example("haproxyadmin var get proc.limit", "its type and value")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        VariableCommands.get(invocation.arguments().word(NAME)),
                        1,
                        List.of(Column.text("name"), Column.text("type"), Column.text("value")),
                        variable ->
                            List.of(
                                List.of(
                                    variable.name(),
                                    variable.type(),
                                    Table.text(variable.value())))));
  }

  private static CliCommand set() {
    return CliCommand.named("set", "Sets a variable in each process (2.4; texts 2.5)")
        .takes(NAME, NAME_HELP)
        .takes("VALUE", "a text, if no option says otherwise")
        .with(NUMBER, EXPRESSION)
        .changes()
        .notes("It switches on HAProxy's experimental mode for this command.")
        .example("haproxyadmin var set proc.limit 20 --number", "a number")
        .example("haproxyadmin var set proc.banner closed", "a text")
        .example("haproxyadmin var set proc.begun 'date()' --expression", "what HAProxy computes")
        .runs(
            invocation -> {
              var name = invocation.arguments().word(NAME);
              Change.everywhere(
                  invocation, "set", "variable " + name, command(invocation.arguments(), name));
            });
  }

  private static Command<String> command(Arguments arguments, String name) throws UsageException {
    var value = arguments.word("VALUE");
    boolean isNumber = arguments.has(NUMBER);
    if (isNumber && arguments.has(EXPRESSION)) {
      throw new UsageException(NUMBER + " and " + EXPRESSION + " are one too many; choose one");
    }
    if (arguments.has(EXPRESSION)) {
      return VariableCommands.setExpression(name, value);
    }
    if (!isNumber) {
      return VariableCommands.setText(name, value);
    }
    try {
      return VariableCommands.setNumber(name, Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw new UsageException("VALUE: '" + value + "' is no whole number");
    }
  }
}
