package org.haproxystats.config;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads numbers and booleans as Python and its {@code ConfigParser} do; empty: it is none. */
final class PythonLiteral {
  private static final int MAX_LENGTH = 1000;
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private PythonLiteral() {}

  /** A whole number of any size: blanks around it, a sign, and {@code _} between digits. */
  static Optional<BigInteger> integer(String text) {
    return number(text).filter(number -> INTEGER.matcher(number).matches()).map(BigInteger::new);
  }

  /** A number with or without decimals and exponent, {@code inf} or {@code nan}. */
  static OptionalDouble decimal(String text) {
    var number = number(text);
    if (number.isEmpty()) {
      return OptionalDouble.empty();
    }
    String digits = number.get();
    if (DECIMAL.matcher(digits).matches()) {
      return OptionalDouble.of(Double.parseDouble(digits));
    }
    return switch (digits.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
      default -> OptionalDouble.empty();
    };
  }

  /** {@code 1 yes true on} or {@code 0 no false off}, in any case. */
  static Optional<Boolean> bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on" -> Optional.of(true);
      case "0", "no", "false", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /**
   * The text without blanks and underscores, its digits as ASCII; empty: an underscore is wrong.
   */
  private static Optional<String> number(String text) {
    int[] characters = Text.strip(text).codePoints().toArray();
    if (characters.length > MAX_LENGTH) {
      return Optional.empty();
    }
    var number = new StringBuilder();
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (Character.isDigit(c)) {
        number.append(Character.digit(c, 10));
      } else if (c != '_') {
        number.appendCodePoint(c);
      } else if (i == 0
          || i == characters.length - 1
          || !Character.isDigit(characters[i - 1])
          || !Character.isDigit(characters[i + 1])) {
        return Optional.empty();
      }
    }
    return Optional.of(number.toString());
  }
}
