package org.haproxystats.config;

import java.util.Optional;

/**
 * An option that the programs know.
 *
 * @param section where it stands
 * @param name its name, in lower case; one that ends with an asterisk stands for all names that
 *     begin with what is before it
 * @param builtIn the value where the user sets none
 * @param listed whether {@code --print} shows the built-in value: tools parse that output, so only
 *     options of the original are in it
 * @param effective whether the option does anything
 */
public record Option(
    String section, String name, Optional<String> builtIn, boolean listed, boolean effective) {

  static Option of(String section, String name, String builtIn) {
    return new Option(section, name, Optional.of(builtIn), true, true);
  }

  /** An option without a built-in value. */
  public static Option unset(String section, String name) {
    return new Option(section, name, Optional.empty(), false, true);
  }

  /** An option that the original has not, with a built-in value. */
  public static Option added(String section, String name, String builtIn) {
    return new Option(section, name, Optional.of(builtIn), false, true);
  }

  static Option withoutEffect(String section, String name) {
    return new Option(section, name, Optional.empty(), false, false);
  }

  boolean isNamed(String written) {
    return name.endsWith("*")
        ? written.startsWith(name.substring(0, name.length() - 1))
        : written.equals(name);
  }
}
