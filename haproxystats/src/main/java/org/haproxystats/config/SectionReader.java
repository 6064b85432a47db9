package org.haproxystats.config;

import static org.haproxystats.config.IniFile.DEFAULT;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the options of one section as what they are meant to be. A value that cannot be used is
 * noted as a problem, and the built-in value is returned so that the reading goes on to the next.
 */
public final class SectionReader {
  /** Longer times count as this one: it is as good as no limit and fits every timer. */
  static final Duration LONGEST = Duration.ofSeconds(2_000_000);

  private final ConfigurationText text;
  private final String section;
  private final Map<String, Option> options;
  private final List<Problem> problems;

  SectionReader(ConfigurationText text, String section, List<Problem> problems) {
    this(text, section, OptionCatalog.options(section), problems);
  }

  /**
   * @param options those of the section, for their built-in values
   * @param problems takes what is wrong
   */
  SectionReader(
      ConfigurationText text, String section, Map<String, Option> options, List<Problem> problems) {
    this.text = text;
    this.section = section;
    this.options = options;
    this.problems = problems;
  }

  /** What is written; the section's own built-in value is stronger than that of the defaults. */
  private Optional<Setting> setting(String option) {
    return text.raw(section, option)
        .filter(
            setting ->
                text.own(section).containsKey(option)
                    || !setting.origin().equals(Origin.BUILT_IN)
                    || builtIn(option).isEmpty());
  }

  /** Whether the user or the built-in values set the option, be it to nothing. */
  public boolean isSet(String option) {
    return text.raw(section, option).isPresent();
  }

  /** Whether the user set the option. */
  public boolean isSetByUser(String option) {
    return text.raw(section, option)
        .filter(setting -> !setting.origin().equals(Origin.BUILT_IN))
        .isPresent();
  }

  /** The value with its references replaced; empty: not set, or noted as a problem. */
  public Optional<String> text(String option) {
    var setting = setting(option);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(text.resolve(section, setting.get().value()));
    } catch (Interpolation.Failure e) {
      problems.add(ConfigurationText.unresolved(home(option), option, setting.get(), e));
      return Optional.empty();
    }
  }

  /** Notes that the option's value cannot be used. */
  public void reject(String option, String value, String error, String valid) {
    var setting = text.raw(section, option).orElse(new Setting(value, text.origin(section)));
    problems.add(Problem.ofValue(setting, home(option), option, value, error, valid));
  }

  /** The section that the option is written in; its own if it is written nowhere. */
  private String home(String option) {
    boolean inherited =
        !text.own(section).containsKey(option) && text.own(DEFAULT).containsKey(option);
    return inherited ? DEFAULT : section;
  }

  /** The value as {@code parse} turns it; a value that gives nothing is a problem. */
  public <T> Optional<T> read(
      String option,
      Function<String, Optional<T>> parse,
      Function<String, String> error,
      String valid) {
    var value = text(option);
    var parsed = value.flatMap(parse);
    if (value.isPresent() && parsed.isEmpty()) {
      reject(option, value.get(), error.apply(value.get()), valid);
    }
    return parsed;
  }

  private <T> T readOrBuiltIn(
      String option,
      Function<String, Optional<T>> parse,
      Function<String, String> error,
      String valid) {
    return read(option, parse, error, valid)
        .or(() -> builtIn(option).flatMap(parse))
        .or(() -> OptionCatalog.builtIn(DEFAULT, option).flatMap(parse))
        .orElseThrow(
            () -> new IllegalStateException("no built-in value for " + section + "." + option));
  }

  private Optional<String> builtIn(String option) {
    return Optional.ofNullable(options.get(option)).flatMap(Option::builtIn);
  }

  /** The value as it stands, or the built-in one; empty: there is neither. */
  public Optional<String> textOrBuiltIn(String option) {
    return isSet(option) ? text(option) : builtIn(option);
  }

  /**
   * The options of the section whose names begin with a prefix, without the prefix, in the order of
   * the files.
   */
  public Map<String, String> startingWith(String prefix) {
    var found = new LinkedHashMap<String, String>();
    for (String option : text.own(section).keySet()) {
      if (option.startsWith(prefix)) {
        text(option).ifPresent(value -> found.put(option.substring(prefix.length()), value));
      }
    }
    return found;
  }

  /** Notes that an option without which nothing works is missing. */
  public void missing(String option, String valid) {
    problems.add(
        Problem.ofOption(
            text.origin(section), section, option, "it is missing; set it to " + valid));
  }

  /** A whole number from {@code min} to {@code max}. */
  public int integer(String option, int min, int max) {
    return (int) whole(option, min, max);
  }

  /** A whole number of any size, from {@code min} on. */
  public long number(String option, int min) {
    return whole(option, min, Long.MAX_VALUE);
  }

  private long whole(String option, long min, long max) {
    var low = BigInteger.valueOf(min);
    var high = BigInteger.valueOf(max);
    return readOrBuiltIn(
        option,
        value ->
            PythonLiteral.integer(value)
                .filter(number -> number.compareTo(low) >= 0 && number.compareTo(high) <= 0)
                .map(BigInteger::longValue),
        value ->
            PythonLiteral.integer(value).isPresent()
                ? "the number is out of range"
                : "invalid literal for int",
        max >= Integer.MAX_VALUE
            ? "a whole number, at least " + min
            : "a whole number from %d to %d".formatted(min, max));
  }

  /** A number of attempts to repeat: everything below 0 is without end, as -1. */
  public int retries(String option) {
    return readOrBuiltIn(
        option,
        value ->
            PythonLiteral.integer(value)
                .map(
                    number ->
                        number
                            .max(BigInteger.ONE.negate())
                            .min(BigInteger.valueOf(Integer.MAX_VALUE))
                            .intValue()),
        _ -> "invalid literal for int",
        "a whole number: 0 for none, -1 for no end");
  }

  /** A number that is not negative. */
  public double decimal(String option) {
    return readOrBuiltIn(
        option,
        value -> decimalOf(value).filter(number -> number >= 0 && Double.isFinite(number)),
        _ -> "not a number in range",
        "a number, at least 0");
  }

  /** A time in seconds, zero allowed. */
  public Duration seconds(String option) {
    return readOrBuiltIn(
        option,
        value -> decimalOf(value).filter(number -> number >= 0).map(SectionReader::duration),
        _ -> "not a number of seconds in range",
        "seconds, at least 0, such as 0.5");
  }

  /** A time in seconds that is longer than zero. */
  public Duration positiveSeconds(String option) {
    return readOrBuiltIn(
        option,
        value ->
            decimalOf(value)
                .map(number -> number > 0 ? duration(number) : Duration.ZERO)
                .filter(Duration::isPositive),
        _ -> "not a number of seconds in range",
        "seconds, more than 0, such as 0.5");
  }

  private static Optional<Double> decimalOf(String value) {
    var number = PythonLiteral.decimal(value);
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

  private static Duration duration(double seconds) {
    return seconds >= LONGEST.toSeconds()
        ? LONGEST
        : Duration.ofNanos(Math.round(seconds * 1_000_000_000));
  }

  public boolean bool(String option) {
    return readOrBuiltIn(
        option,
        PythonLiteral::bool,
        value -> "Not a boolean: " + Problem.shown(value),
        "true, yes, on, 1, false, no, off or 0");
  }

  /** One of a few words: the names of an enum's constants, in any case. */
  public <E extends Enum<E>> E choice(String option, Class<E> choices) {
    var byName = new LinkedHashMap<String, E>();
    for (E choice : choices.getEnumConstants()) {
      byName.put(choice.name().toLowerCase(Locale.ROOT), choice);
    }
    return readOrBuiltIn(
        option,
        value -> Optional.ofNullable(byName.get(value.toLowerCase(Locale.ROOT))),
        _ -> "no such choice",
        String.join(" or ", byName.keySet()));
  }

  /** A path that may not be empty. */
  public Optional<Path> path(String option) {
    return text(option)
        .flatMap(
            value -> {
              if (value.isEmpty()) {
                reject(option, value, "the path is empty", "a path");
                return Optional.empty();
              }
              try {
                return Optional.of(Path.of(value));
              } catch (InvalidPathException e) {
                reject(option, value, "not a path: " + e.getReason(), "a path");
                return Optional.empty();
              }
            });
  }

  /** A path with a built-in value. */
  public Path pathOrBuiltIn(String option) {
    return path(option).orElseGet(() -> Path.of(builtIn(option).orElseThrow()));
  }

  /** A text that stands in a path of Graphite: no blanks, which would end the path there. */
  public Optional<String> pathComponent(String option) {
    return read(
        option,
        value ->
            value.chars().anyMatch(c -> Text.isBlank((char) c) || Character.isISOControl(c))
                ? Optional.empty()
                : Optional.of(value),
        _ -> "a blank would cut the metric's path in two",
        "a text without blanks");
  }

  LogLevel logLevel() {
    return readOrBuiltIn("loglevel", LogLevel::parse, _ -> "invalid log level", LogLevel.VALID);
  }
}
