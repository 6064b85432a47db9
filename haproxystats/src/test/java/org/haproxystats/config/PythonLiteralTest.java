package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
  @ParameterizedTest
  @CsvSource({
    "' 5 ', 5",
    "+5, 5",
    "-5, -5",
    "1_000, 1000",
    "٣, 3",
    "00, 0",
    "'\n7\n', 7",
    "99999999999999999999, 99999999999999999999"
  })
  void integersOfPythonAreIntegers(String text, BigInteger expected) {
    assertThat(PythonLiteral.integer(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_1", "1_", "1__0", "3.5", "0x1", "1 0", "1e3", "+", "ten", "+-1"})
  void whatPythonRefusesIsNoInteger(String text) {
    assertThat(PythonLiteral.integer(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "1., 1.0",
    ".5, 0.5",
    "1e3, 1000.0",
    "1_0.5, 10.5",
    "' 2 ', 2.0",
    "٣.٥, 3.5",
    "+.5e-1_0, 5e-11",
    "-3.25E+2, -325.0",
    "inf, Infinity",
    "-Infinity, -Infinity",
    "NaN, NaN"
  })
  void floatsOfPythonAreNumbers(String text, double expected) {
    assertThat(PythonLiteral.decimal(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1e", "0x1p3", "1f", "1d", "1_e3", "1,5", "infinit", "1 2"})
  void whatPythonRefusesIsNoNumber(String text) {
    assertThat(PythonLiteral.decimal(text)).isEmpty();
  }

  @Test
  void aNumberOfManyDigitsIsRefusedRatherThanComputed() {
    assertThat(PythonLiteral.integer("9".repeat(100_000))).isEmpty();
    assertThat(PythonLiteral.decimal("9".repeat(100_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "yes", "true", "on", "TRUE", "Yes", "oN"})
  void yesInAnyCaseIsTrue(String text) {
    assertThat(PythonLiteral.bool(text)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "no", "false", "off", "FALSE", "No", "oFF"})
  void noInAnyCaseIsFalse(String text) {
    assertThat(PythonLiteral.bool(text)).contains(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maybe", "2", "t", "y", "enabled", "true false"})
  void anythingElseIsNoBoolean(String text) {
    assertThat(PythonLiteral.bool(text)).isEmpty();
  }
}
