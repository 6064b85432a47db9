package org.haproxystats.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Replaces {@code ${option}}, {@code ${section:option}} and {@code $$} in a value, as Python's
 * {@code ExtendedInterpolation}. Done when a value is read, so what nobody reads cannot fail.
 */
final class Interpolation {
  private static final int MAX_DEPTH = 10;
  // Ten levels of values that each name the next one several times would take for ever.
  private static final int MAX_REFERENCES = 10_000;
  private static final int MAX_LENGTH = 1_000_000;

  private final BiFunction<String, String, Optional<Setting>> settings;
  private final StringBuilder result = new StringBuilder();
  private int references;

  private Interpolation(BiFunction<String, String, Optional<Setting>> settings) {
    this.settings = settings;
  }

  /**
   * The value with all references replaced.
   *
   * @param settings finds an option as it was written, given section and option; knows what is
   *     inherited from {@code [DEFAULT]}
   * @throws Failure a reference is malformed, names nothing, or the values are nested too deeply
   */
  static String resolve(
      BiFunction<String, String, Optional<Setting>> settings, String section, String value)
      throws Failure {
    var interpolation = new Interpolation(settings);
    interpolation.append(section, value, 1);
    return interpolation.result.toString();
  }

  private void append(String section, String value, int depth) throws Failure {
    if (depth > MAX_DEPTH) {
      throw new Failure("references are nested more than %d deep".formatted(MAX_DEPTH));
    }
    int from = 0;
    while (true) {
      int dollar = value.indexOf('$', from);
      if (dollar < 0) {
        result.append(value, from, value.length());
        return;
      }
      result.append(value, from, dollar);
      if (value.startsWith("$$", dollar)) {
        result.append('$');
        from = dollar + 2;
      } else if (value.startsWith("${", dollar)) {
        int brace = value.indexOf('}', dollar);
        if (brace <= dollar + 2) {
          throw new Failure("bad reference '" + Problem.shown(value.substring(dollar)) + "'");
        }
        refer(section, value.substring(dollar + 2, brace), depth);
        from = brace + 1;
      } else {
        throw new Failure("a single '$'; write $$ for a dollar sign");
      }
    }
  }

  private void refer(String section, String reference, int depth) throws Failure {
    if (++references > MAX_REFERENCES || result.length() > MAX_LENGTH) {
      throw new Failure("the references make the value too long");
    }
    String[] path = reference.split(":", -1);
    if (path.length > 2) {
      throw new Failure("more than one ':' in '${%s}'".formatted(Problem.shown(reference)));
    }
    String inSection = path.length == 2 ? path[0] : section;
    String option = path[path.length - 1].toLowerCase(Locale.ROOT);
    Setting setting =
        settings
            .apply(inSection, option)
            .orElseThrow(
                () -> new Failure("'${%s}' names no option".formatted(Problem.shown(reference))));
    if (setting.value().indexOf('$') < 0) {
      result.append(setting.value());
    } else {
      append(inSection, setting.value(), depth + 1);
    }
  }

  /** Says why a value cannot be interpolated. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Failure(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
