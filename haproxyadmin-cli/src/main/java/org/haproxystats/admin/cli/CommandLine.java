package org.haproxystats.admin.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a command line apart: first the words that name the command, then its own. Options may be
 * anywhere: {@code -sX}, {@code -s X}, {@code --socket X}, {@code --socket=X}; {@code --} ends
 * them.
 */
final class CommandLine {
  /**
   * A line that was understood.
   *
   * @param entry the group or command that the first word names; null if there is no word
   * @param command the command; null if there is none, as in {@code haproxyadmin server --help}
   */
  record Parsed(@Nullable Entry entry, @Nullable CliCommand command, Arguments arguments) {
    /** How the command is typed, such as {@code haproxyadmin server drain}. */
    String path() {
      var path = new StringBuilder("haproxyadmin");
      if (entry != null) {
        path.append(' ').append(entry.name());
      }
      if (command != null && entry instanceof CommandGroup) {
        path.append(' ').append(command.name());
      }
      return path.toString();
    }
  }

  private final Arguments arguments = new Arguments();
  private final List<Option> options = new ArrayList<>(GlobalOptions.ALL);
  private @Nullable Entry entry;
  private @Nullable CliCommand command;

  private CommandLine() {}

  /**
   * Reads a line.
   *
   * @throws UsageException if it is wrong; the message has the nearest that would be right
   */
  static Parsed parse(List<String> line) throws UsageException {
    return new CommandLine().read(line);
  }

  private Parsed read(List<String> line) throws UsageException {
    boolean optionsEnded = false;
    for (int i = 0; i < line.size(); i++) {
      var word = line.get(i);
      var next = i + 1 < line.size() ? Optional.of(line.get(i + 1)) : Optional.<String>empty();
      if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
        word(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else if (word.startsWith("--") ? longOption(word, next) : letters(word, next)) {
        i++;
      }
    }
    if (command != null && !arguments.has(GlobalOptions.HELP)) {
      arguments.assign(command.parameters());
    }
    return new Parsed(entry, command, arguments);
  }

  private void word(String word) throws UsageException {
    if (command != null) {
      arguments.add(word);
    } else if (entry instanceof CommandGroup group) {
      choose(
          group
              .command(word)
              .orElseThrow(
                  () ->
                      unknown(
                          "command 'haproxyadmin " + group.name() + " " + word + "'",
                          word,
                          group.commands().stream().map(CliCommand::name).toList())));
    } else {
      entry =
          Commands.entry(word)
              .orElseThrow(() -> unknown("command '" + word + "'", word, Commands.NAMES));
      if (entry instanceof CliCommand only) {
        choose(only);
      }
    }
  }

  private void choose(CliCommand chosen) {
    command = chosen;
    options.addAll(chosen.options());
  }

  /** Returns whether the next word was the value. */
  private boolean longOption(String word, Optional<String> next) throws UsageException {
    int equals = word.indexOf('=');
    var name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    var option =
        options.stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    unknown(
                        "option --" + name,
                        "--" + name,
                        options.stream().map(known -> "--" + known.name()).toList()));
    if (equals >= 0) {
      if (!option.takesValue()) {
        throw new UsageException(option + " takes no value");
      }
      arguments.add(option, word.substring(equals + 1));
      return false;
    }
    return given(option, next);
  }

  private boolean given(Option option, Optional<String> next) throws UsageException {
    if (!option.takesValue()) {
      arguments.add(option, "");
      return false;
    }
    arguments.add(
        option,
        next.orElseThrow(() -> new UsageException(option + " needs a value: " + option.value())));
    return true;
  }

  private boolean letters(String word, Optional<String> next) throws UsageException {
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      var option =
          options.stream()
              .filter(known -> known.letter() == letter)
              .findFirst()
              .orElseThrow(() -> new UsageException("unknown option -" + letter));
      if (option.takesValue() && i + 1 < word.length()) {
        arguments.add(option, word.substring(i + 1));
        return false;
      }
      if (given(option, next)) {
        return true;
      }
    }
    return false;
  }

  private static UsageException unknown(String what, String name, Collection<String> known) {
    return new UsageException("unknown " + what + Names.suggestion(name, known));
  }
}
