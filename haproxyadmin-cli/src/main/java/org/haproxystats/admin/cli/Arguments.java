package org.haproxystats.admin.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was typed for one command, taken apart. */
final class Arguments {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|)");

  /** By name, since an option itself would take longer to hash when a program starts. */
  private final Map<String, List<String>> options = new HashMap<>();

  private final List<String> words = new ArrayList<>();
  private List<Parameter> parameters = List.of();

  void add(Option option, String value) {
    options.computeIfAbsent(option.name(), _ -> new ArrayList<>()).add(value);
  }

  void add(String word) {
    words.add(word);
  }

  /** Gives the words their places; one of the parameters, wherever it is, may take several. */
  void assign(List<Parameter> places) throws UsageException {
    parameters = places;
    long required = places.stream().filter(Parameter::isRequired).count();
    if (words.size() < required) {
      var missing = places.stream().filter(Parameter::isRequired).skip(words.size()).findFirst();
      throw new UsageException(
          missing.map(place -> place.name() + " is missing: " + place.help()).orElseThrow());
    }
    if (words.size() > places.size() && places.stream().noneMatch(Parameter::isMany)) {
      throw new UsageException("'" + words.get(places.size()) + "' is one word too many");
    }
  }

  /** All words, wherever their places are. */
  List<String> words() {
    return List.copyOf(words);
  }

  boolean has(Option option) {
    return options.containsKey(option.name());
  }

  /** The value of an option that may come once. */
  Optional<String> value(Option option) throws UsageException {
    var all = values(option);
    if (all.size() > 1) {
      throw new UsageException(option + " is given more than once");
    }
    return all.stream().findFirst();
  }

  /** All values of an option that may come often. */
  List<String> values(Option option) {
    return options.getOrDefault(option.name(), List.of());
  }

  /** All values of an option, each of which may be a list with commas. */
  List<String> list(Option option) {
    return values(option).stream()
        .flatMap(value -> Pattern.compile(",").splitAsStream(value))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** The value of an option as a time, such as {@code 90s}, {@code 5m} or {@code 300} seconds. */
  Optional<Duration> duration(Option option) throws UsageException {
    var text = value(option);
    return text.isEmpty() ? Optional.empty() : Optional.of(duration(option.toString(), text.get()));
  }

  static Duration duration(String what, String text) throws UsageException {
    var parts = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new UsageException(
          what + ": '" + text + "' is no time; write it as 500ms, 90s, 5m or 2h");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /** The word at the place of a parameter; it must be a required one. */
  String word(String parameter) {
    return words(parameter).getFirst();
  }

  Optional<String> optionalWord(String parameter) {
    return words(parameter).stream().findFirst();
  }

  /** The words at the place of a parameter. */
  List<String> words(String parameter) {
    int place = place(parameter);
    int after = parameters.size() - place - 1;
    boolean isAfterMany = parameters.subList(0, place).stream().anyMatch(Parameter::isMany);
    int from = isAfterMany ? words.size() - after - 1 : place;
    int to = parameters.get(place).isMany() ? words.size() - after : from + 1;
    return from < words.size() ? List.copyOf(words.subList(from, to)) : List.of();
  }

  /** The word at the place of a parameter as a whole number, 0 or more. */
  int number(String parameter) throws UsageException {
    return number(parameter, word(parameter));
  }

  static int number(String what, String text) throws UsageException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new UsageException(what + ": '" + text + "' is no whole number of 0 or more");
  }

  private int place(String parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(parameter)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no parameter " + parameter);
  }
}
