package org.haproxystats.admin.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What could come next on a command line that is being typed. Shells ask with {@code haproxyadmin
 * complete WORD...}, the last word being the one that is not whole yet, and get a candidate a line
 * with its help after a tab.
 */
final class Completion {
  /** Asks the shell to offer files too. */
  private static final String FILES = ":files";

  private static final List<String> OF_FILES =
      List.of(
          GlobalOptions.SOCKET.name(), GlobalOptions.MASTER.name(), GlobalOptions.CONFIG.name());

  private final Shell shell;
  private final List<String> before;
  private final String current;
  private final Map<String, String> candidates = new LinkedHashMap<>();

  private Completion(Shell shell, List<String> words) {
    this.shell = shell;
    before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    current = words.isEmpty() ? "" : words.getLast();
  }

  /** Writes the candidates; none if the line is wrong, or no HAProxy says what it has. */
  static void print(Shell shell, List<String> words) throws InterruptedException {
    var completion = new Completion(shell, words);
    try {
      completion.find();
    } catch (UsageException _) {
      return; // It is told when the line is run.
    }
    completion.candidates.forEach(
        (candidate, help) -> {
          if (candidate.startsWith(completion.current) || candidate.equals(FILES)) {
            shell.out().println(help.isEmpty() ? candidate : candidate + "\t" + help);
          }
        });
  }

  private void find() throws UsageException, InterruptedException {
    var pending = pending();
    int equals = current.indexOf('=');
    if (pending.isPresent()) {
      values(pending.get(), "", parsed(before.subList(0, before.size() - 1)));
    } else if (before.contains("--") || !current.startsWith("-")) {
      words(parsed(before));
    } else if (current.startsWith("--") && equals > 0) {
      var line = parsed(before);
      var option = option(line, current.substring(0, equals));
      if (option.isPresent()) {
        values(option.get(), current.substring(0, equals + 1), line);
      }
    } else {
      options(parsed(before)).forEach(option -> candidates.put(option.toString(), option.help()));
    }
  }

  /** What was typed, which may lack words: that does not matter to {@code --help}. */
  private static CommandLine.Parsed parsed(List<String> words) throws UsageException {
    var line = new ArrayList<>(List.of(GlobalOptions.HELP.toString()));
    line.addAll(words);
    return CommandLine.parse(line);
  }

  /** The option whose value is being typed. */
  private Optional<Option> pending() throws UsageException {
    var last = before.isEmpty() ? "" : before.getLast();
    if (!last.startsWith("-") || before.subList(0, before.size() - 1).contains("--")) {
      return Optional.empty();
    }
    return option(parsed(before.subList(0, before.size() - 1)), last).filter(Option::takesValue);
  }

  private static Optional<Option> option(CommandLine.Parsed line, String word) {
    return options(line).stream()
        .filter(option -> word.equals(option.toString()) || word.equals("-" + option.letter()))
        .findFirst();
  }

  private static List<Option> options(CommandLine.Parsed line) {
    var options = new ArrayList<Option>();
    if (line.command() != null) {
      options.addAll(line.command().options());
    }
    options.addAll(GlobalOptions.ALL);
    return options;
  }

  private void values(Option option, String prefix, CommandLine.Parsed line)
      throws InterruptedException {
    if (OF_FILES.contains(option.name())) {
      candidates.put(FILES, "");
      return;
    }
    // Of a list with commas, the last is being typed.
    int begin = current.lastIndexOf(',') + 1;
    var whole = begin > prefix.length() ? current.substring(0, begin) : prefix;
    for (var value : new LiveNames(shell, line.arguments()).ofOption(option)) {
      candidates.put(whole + value, "");
    }
  }

  private void words(CommandLine.Parsed line) throws InterruptedException {
    if (line.entry() == null) {
      for (var name : Commands.NAMES) {
        Commands.entry(name).ifPresent(entry -> candidates.put(name, entry.summary()));
      }
    } else if (line.entry() instanceof CommandGroup group && line.command() == null) {
      group.commands().forEach(command -> candidates.put(command.name(), command.summary()));
    } else if (line.command() != null) {
      objects(line, line.command());
    }
  }

  private void objects(CommandLine.Parsed line, CliCommand command) throws InterruptedException {
    var parameters = command.parameters();
    var typed = line.arguments().words();
    int place = 0;
    while (place < Math.min(typed.size(), parameters.size()) && !parameters.get(place).isMany()) {
      place++;
    }
    if (line.entry() == null || place >= parameters.size()) {
      return;
    }
    var names = new LiveNames(shell, line.arguments());
    for (var name : names.of(line.entry().name(), parameters.get(place).name())) {
      if (!typed.contains(name)) {
        candidates.put(name, "");
      }
    }
  }
}
