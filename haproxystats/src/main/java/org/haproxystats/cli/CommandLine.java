package org.haproxystats.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a command line, by the rules of docopt, which the original used: {@code -fX},
 * {@code -f X}, {@code --file X}, {@code --file=X}, long names cut short as long as one option
 * fits, and short options run together.
 */
final class CommandLine {
  /**
   * An option.
   *
   * @param letter the short name
   * @param name the long name
   * @param takesValue whether a value follows
   */
  record Option(char letter, String name, boolean takesValue) {}

  private record Given(Option option, String value) {}

  private final List<Option> options;
  private final List<Given> given = new ArrayList<>();
  private final List<String> strange = new ArrayList<>();

  private CommandLine(List<Option> options) {
    this.options = options;
  }

  /**
   * Takes the arguments apart. What is unknown is kept for {@link #check}, so that asking for help
   * helps.
   *
   * @throws UsageException a value is missing or too much, or a long name fits several options
   */
  static CommandLine parse(List<Option> options, List<String> arguments) throws UsageException {
    var line = new CommandLine(options);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        line.strange.addAll(arguments.subList(i, arguments.size()));
        break;
      }
      Optional<String> next =
          i + 1 < arguments.size() && !arguments.get(i + 1).equals("--")
              ? Optional.of(arguments.get(i + 1))
              : Optional.empty();
      boolean nextTaken;
      if (argument.startsWith("--")) {
        nextTaken = line.longOption(argument.substring(2), next);
      } else if (argument.startsWith("-") && argument.length() > 1) {
        nextTaken = line.shortOptions(argument.substring(1), next);
      } else {
        line.strange.add(argument);
        nextTaken = false;
      }
      if (nextTaken) {
        i++;
      }
    }
    return line;
  }

  private boolean longOption(String text, Optional<String> next) throws UsageException {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    var option = byName(name);
    if (option.isEmpty()) {
      strange.add("--" + name);
      return false;
    }
    if (!option.get().takesValue()) {
      if (equals >= 0) {
        throw new UsageException("--" + option.get().name() + " must not have an argument");
      }
      given.add(new Given(option.get(), ""));
      return false;
    }
    if (equals >= 0) {
      given.add(new Given(option.get(), text.substring(equals + 1)));
      return false;
    }
    given.add(new Given(option.get(), valueOf("--" + option.get().name(), next)));
    return true;
  }

  private Optional<Option> byName(String name) throws UsageException {
    var exact = options.stream().filter(option -> option.name().equals(name)).findFirst();
    if (exact.isPresent()) {
      return exact;
    }
    var near = options.stream().filter(option -> option.name().startsWith(name)).toList();
    if (near.size() > 1) {
      throw new UsageException(
          "--%s is not a unique prefix: %s"
              .formatted(
                  name, String.join(", ", near.stream().map(o -> "--" + o.name()).toList())));
    }
    return near.stream().findFirst();
  }

  private boolean shortOptions(String letters, Optional<String> next) throws UsageException {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      var option = options.stream().filter(o -> o.letter() == letter).findFirst();
      if (option.isEmpty()) {
        strange.add("-" + letter);
      } else if (!option.get().takesValue()) {
        given.add(new Given(option.get(), ""));
      } else {
        String rest = letters.substring(i + 1);
        given.add(new Given(option.get(), rest.isEmpty() ? valueOf("-" + letter, next) : rest));
        return rest.isEmpty();
      }
    }
    return false;
  }

  private static String valueOf(String option, Optional<String> next) throws UsageException {
    return next.orElseThrow(() -> new UsageException(option + " requires an argument"));
  }

  /**
   * Refuses what the command does not know, and options that come twice.
   *
   * @throws UsageException naming the first that is wrong
   */
  void check() throws UsageException {
    if (!strange.isEmpty()) {
      throw new UsageException("unknown: " + strange.getFirst());
    }
    for (Option option : options) {
      if (given.stream().filter(g -> g.option().equals(option)).count() > 1) {
        throw new UsageException("--" + option.name() + " is given more than once");
      }
    }
  }

  boolean has(Option option) {
    return value(option).isPresent();
  }

  /** The value of an option, empty text for one that takes none; nothing: it is not given. */
  Optional<String> value(Option option) {
    return given.stream().filter(g -> g.option().equals(option)).map(Given::value).findFirst();
  }
}
