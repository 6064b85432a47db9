package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the man pages, from what {@code --help} is made of: one for the program, and one for each
 * first word of a command line.
 */
final class ManPages {
  private final StringBuilder page = new StringBuilder();

  private ManPages(String title) {
    macro("TH", title, "1", "", "haproxyadmin " + Version.text(), "HAProxy");
  }

  /**
   * Writes all pages.
   *
   * @param directory is made where it is not there
   */
  static void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("haproxyadmin.1"), program());
    for (var name : Commands.NAMES) {
      var entry = Commands.entry(name);
      if (entry.isPresent()) {
        Files.writeString(directory.resolve("haproxyadmin-" + name + ".1"), entry(entry.get()));
      }
    }
  }

  static String program() {
    var page = new ManPages("HAPROXYADMIN");
    page.section("NAME");
    page.text("haproxyadmin - manages HAProxy at run time, all processes as one");
    page.section("SYNOPSIS");
    page.usage("haproxyadmin COMMAND [OPTION...]");
    page.section("COMMANDS");
    for (var name : Commands.NAMES) {
      Commands.entry(name)
          .ifPresent(entry -> page.item("haproxyadmin-" + name + "(1)", entry.summary()));
    }
    page.section("OPTIONS");
    page.text("Every command has these beside its own.");
    page.options("Which HAProxy", GlobalOptions.TARGETS);
    page.options("Results", GlobalOptions.OUTPUT);
    page.options("Else", List.of(GlobalOptions.HELP, GlobalOptions.VERSION));
    page.section("ENVIRONMENT");
    page.item(Targets.SOCKET_VARIABLE, "as --socket, where no option says which HAProxy");
    page.item(Targets.MASTER_VARIABLE, "as --master");
    page.item(Targets.ON_VARIABLE, "as --on");
    page.item(Targets.CONFIG_VARIABLE, "as --config");
    page.item("NO_COLOR", "no colours, unless --color always");
    page.item("HAPROXYADMIN_JAVA_OPTS", "options for Java");
    page.section("FILES");
    page.item("~/.config/haproxyadmin.conf", "load balancers by name, each a section [NAME] with");
    page.example("socket = /run/haproxy/admin.sock");
    page.example("master = /run/haproxy-master.sock");
    page.section("EXIT STATUS");
    page.item("0", "all is well");
    page.item("1", "something failed, anywhere");
    page.item("2", "the command line is wrong; nothing was sent");
    page.section("SEE ALSO");
    page.text(
        Commands.NAMES.stream()
            .map(name -> "haproxyadmin-" + name + "(1)")
            .collect(Collectors.joining(", ")));
    return page.page.toString();
  }

  /** Of a group or of a command that is in none. */
  static String entry(Entry entry) {
    var name = "haproxyadmin-" + entry.name();
    var page = new ManPages(name.toUpperCase(java.util.Locale.ROOT));
    page.section("NAME");
    page.text(name + " - " + entry.summary());
    var path = "haproxyadmin " + entry.name();
    switch (entry) {
      case CommandGroup group -> {
        page.section("SYNOPSIS");
        page.usage(path + " COMMAND [OPTION...]");
        page.section("COMMANDS");
        for (var command : group.commands()) {
          page.subsection(command.name());
          page.command(path + " " + command.name(), command);
        }
      }
      case CliCommand command -> {
        page.section("DESCRIPTION");
        page.command(path, command);
      }
    }
    page.section("SEE ALSO");
    page.text("haproxyadmin(1), which has the options of all commands.");
    return page.page.toString();
  }

  private void command(String path, CliCommand command) {
    usage(Help.usage(path, command));
    paragraph();
    text(command.summary() + ".");
    command.parameters().forEach(parameter -> item(parameter.name(), parameter.help()));
    command.options().forEach(option -> item(Help.words(option).strip(), option.help()));
    if (!command.notes().isEmpty()) {
      paragraph();
      text(command.notes().strip());
    }
    for (var example : command.examples()) {
      paragraph();
      text("Example, " + example.purpose() + ":");
      example(example.line());
    }
  }

  private void options(String title, List<Option> options) {
    subsection(title);
    options.forEach(option -> item(Help.words(option).strip(), option.help()));
  }

  private void section(String title) {
    macro("SH", title);
  }

  private void subsection(String title) {
    macro("SS", title);
  }

  private void paragraph() {
    macro("PP");
  }

  private void usage(String line) {
    macro("B", line);
  }

  private void item(String term, String text) {
    macro("TP");
    macro("B", term);
    text(text);
  }

  private void example(String line) {
    macro("PP");
    macro("RS", "4");
    macro("nf");
    text(line);
    macro("fi");
    macro("RE");
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (var argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  private void text(String text) {
    for (var line : text.lines().toList()) {
      // A line that begins so would be a command.
      page.append(line.startsWith(".") ? "\\&" : "");
      page.append(escaped(line)).append('\n');
    }
  }

  /** Quotes and dashes stay what was typed, so that a line can be copied. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("~", "\\(ti");
  }
}
