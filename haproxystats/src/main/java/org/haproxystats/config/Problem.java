package org.haproxystats.config;

/**
 * One thing that is wrong with the configuration, an error or a warning.
 *
 * @param origin where it was written
 * @param text what is wrong and what would be right, on one line
 */
public record Problem(Origin origin, String text) {
  private static final int SHOWN_VALUE_LENGTH = 200;

  /** A value that cannot be used; {@code valid} says which values can. */
  static Problem ofValue(
      Setting setting, String section, String option, String value, String error, String valid) {
    return new Problem(
        setting.origin(),
        "invalid configuration, section:'%s' option:'%s' value:'%s' error:%s; valid: %s"
            .formatted(section, option, shown(value), error, valid));
  }

  /** A problem of an option whose value does not matter, or that has none. */
  static Problem ofOption(Origin origin, String section, String option, String error) {
    return new Problem(
        origin,
        "invalid configuration, section:'%s' option:'%s' error:%s"
            .formatted(section, option, error));
  }

  /** The value on one line, cut where it is very long. */
  static String shown(String value) {
    var text = new StringBuilder();
    for (int i = 0; i < value.length() && i < SHOWN_VALUE_LENGTH; i++) {
      char c = value.charAt(i);
      if (c == '\n') {
        text.append("\\n");
      } else if (Character.isISOControl(c)) {
        text.append("\\x%02x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return value.length() > SHOWN_VALUE_LENGTH ? text.append("...").toString() : text.toString();
  }

  @Override
  public String toString() {
    return origin + ": " + text;
  }
}
