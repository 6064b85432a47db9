package org.haproxystats.admin.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The text of {@code --help}. */
final class Help {
  private static final int WIDTH = 28;

  private final StringBuilder text = new StringBuilder();

  private Help() {}

  /** Of the program as a whole. */
  static String ofProgram() {
    var help = new Help();
    help.text.append("Manages HAProxy at run time, all processes as one.\n");
    help.usage("haproxyadmin COMMAND [OPTION...]");
    help.section("Commands");
    for (var name : Commands.NAMES) {
      Commands.entry(name).ifPresent(entry -> help.row(entry.name(), entry.summary()));
    }
    help.targets();
    help.text.append(
        """

        Without one of these: HAPROXYADMIN_SOCKET, HAPROXYADMIN_MASTER or HAPROXYADMIN_ON in the environment, then
        ~/.config/haproxyadmin.conf, then the usual places such as /run/haproxy.

        Each command has --help, with examples.
        """);
    return help.text.toString();
  }

  /** Of a group. */
  static String of(CommandGroup group) {
    var help = new Help();
    help.text.append(group.summary()).append('\n');
    help.usage("haproxyadmin " + group.name() + " COMMAND [OPTION...]");
    help.section("Commands");
    group.commands().forEach(command -> help.row(command.name(), command.summary()));
    help.text.append("\nEach command has --help, with examples.\n");
    return help.text.toString();
  }

  /**
   * Of one command.
   *
   * @param path how it is typed, such as {@code haproxyadmin server drain}
   */
  static String of(String path, CliCommand command) {
    var help = new Help();
    help.text.append(command.summary()).append('\n');
    help.usage(usage(path, command));
    if (!command.parameters().isEmpty()) {
      help.text.append('\n');
      command.parameters().forEach(p -> help.row(p.name(), p.help()));
    }
    if (!command.notes().isEmpty()) {
      help.text.append('\n').append(command.notes().strip()).append('\n');
    }
    help.options("Options", command.options());
    help.section("Examples");
    command.examples().forEach(e -> help.example(e));
    help.targets();
    help.options("Results", GlobalOptions.OUTPUT);
    return help.text.toString();
  }

  /** The line that says how a command is typed. */
  static String usage(String path, CliCommand command) {
    var words = command.parameters().stream().map(p -> " " + p).collect(joining());
    return path + words + " [OPTION...]";
  }

  private void usage(String line) {
    text.append("\nUsage: ").append(line).append('\n');
  }

  private void targets() {
    options("Which HAProxy", GlobalOptions.TARGETS);
  }

  private void options(String title, List<Option> options) {
    if (!options.isEmpty()) {
      section(title);
      options.forEach(option -> row(words(option), option.help()));
    }
  }

  static String words(Option option) {
    var letter = option.letter() == 0 ? "    " : "-" + option.letter() + ", ";
    return letter + option + (option.takesValue() ? " " + option.value() : "");
  }

  private void section(String title) {
    text.append('\n').append(title).append(":\n");
  }

  private void row(String left, String right) {
    text.append("  ").append(left);
    int room = WIDTH - left.length();
    text.append(room > 1 ? " ".repeat(room) : "\n" + " ".repeat(WIDTH + 2));
    text.append(right).append('\n');
  }

  private void example(CliCommand.Example example) {
    text.append("  ").append(example.line()).append('\n');
    text.append("      ").append(example.purpose()).append('\n');
  }
}
