package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected values are what Python's ConfigParser answers for the same text. */
class IniFileTest {
  @ParameterizedTest
  @MethodSource
  void readsWhatConfigParserReads(String text, Map<String, Map<String, String>> expected)
      throws ConfigurationException {
    assertThat(values(text)).isEqualTo(expected);
  }

  static Stream<Arguments> readsWhatConfigParserReads() {
    return Stream.of(
        arguments("", Map.of()),
        arguments(
            "[a]\nk = v\n   more\n\n  # c\n   last\n\n\n[b]\n",
            Map.of("a", Map.of("k", "v\nmore\n\nlast"), "b", Map.of())),
        arguments(
            "[a]\nk = 1 # x\nK2:v=1\n  sub = 3\n",
            Map.of("a", Map.of("k", "1 # x", "k2", "v=1\nsub = 3"))),
        arguments(
            "  [a]\n  k = v\n  k2 = w\n   cont\n k3 = z\n",
            Map.of("a", Map.of("k", "v", "k2", "w\ncont", "k3", "z"))),
        arguments(
            "[a] trailing\nx=1\n[]]\ny=2\n[a]b]\nz=3\n",
            Map.of("a", Map.of("x", "1"), "]", Map.of("y", "2"), "a]b", Map.of("z", "3"))),
        arguments("[a]\nk=\n  one\n  two\n", Map.of("a", Map.of("k", "\none\ntwo"))),
        arguments("[a]\nk =\n", Map.of("a", Map.of("k", ""))),
        arguments("[A]\nk=1\n[a]\nk=2\n", Map.of("A", Map.of("k", "1"), "a", Map.of("k", "2"))),
        arguments(
            "[DEFAULT]\nx=1\n[a]\n[DEFAULT]\ny=2\n",
            Map.of("DEFAULT", Map.of("x", "1", "y", "2"), "a", Map.of())),
        arguments("[a]\r\nk = v\r\n  w\r\n", Map.of("a", Map.of("k", "v\nw"))),
        arguments("[a]\nk=v\n\tw\n", Map.of("a", Map.of("k", "v\nw"))),
        arguments("[a]\nk = v\n  [b]\n", Map.of("a", Map.of("k", "v\n[b]"))),
        arguments("[a]\nÀ = v\n\u00a0 x = 1\n", Map.of("a", Map.of("à", "v\nx = 1"))),
        arguments("[a]\nk=1\n;c\n# d\n ; e\n  cont\n", Map.of("a", Map.of("k", "1\ncont"))),
        arguments("[a]\nk = x\n\n\n  y\nj = z\n", Map.of("a", Map.of("k", "x\n\n\ny", "j", "z"))),
        arguments("[a]\n  k = 1\nj = 2\n  l = 3\n", Map.of("a", Map.of("k", "1", "j", "2\nl = 3"))),
        arguments(
            "[a]\nk==x\nl=:y\nm : = z\n", Map.of("a", Map.of("k", "=x", "l", ":y", "m", "= z"))),
        arguments(
            "[a]\nSocket-Dir = /Run/HAProxy\n", Map.of("a", Map.of("socket-dir", "/Run/HAProxy"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[a]\\nk\\n | 2 | 'k' is neither [section] nor option = value",
        "k=1\\n | 1 | 'k=1' stands before the first section",
        "# c\\n\\n[a]\\n= 1\\n | 4 | '= 1' is neither [section] nor option = value",
        "[]\\n | 1 | '[]' stands before the first section",
        "[a]\\nk=1\\nK = 2\\n | 3 | section:'a' option:'k' is here for the second time, first in line 2",
        "[a]\\n[b]\\n[a]\\n | 3 | section:'a' is here for the second time, first in line 1",
        "[DEFAULT]\\nx=1\\n[DEFAULT]\\nX=2\\n | 4 | section:'DEFAULT' option:'x' is here for the second",
      })
  void namesTheLineThatConfigParserRefuses(String text, int line, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> IniFile.parse("/etc/x.conf", text.replace("\\n", "\n")))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().getFirst().origin())
                  .isEqualTo(new Origin("/etc/x.conf", line));
              assertThat(e.problems().getFirst().text()).startsWith(message);
            });
  }

  @Test
  void allWrongLinesAreReportedAtOnce() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> IniFile.parse("f", "x\n[a]\ny\nk=1\nk=2\n[a]\n"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.origin().line())
                    .containsExactly(1, 3, 5, 6));
  }

  @Test
  void anOptionKnowsTheLineOfItsName() throws ConfigurationException {
    var file = IniFile.parse("f", "# c\n[a]\nk = 1\n  2\n\nj = 3\n");

    var section = file.sections().get("a");
    assertThat(section).isNotNull();
    assertThat(section.origin()).isEqualTo(new Origin("f", 2));
    assertThat(section.options())
        .containsExactly(
            Map.entry("k", new Setting("1\n2", new Origin("f", 3))),
            Map.entry("j", new Setting("3", new Origin("f", 6))));
  }

  static Map<String, Map<String, String>> values(String text) throws ConfigurationException {
    var values = new LinkedHashMap<String, Map<String, String>>();
    IniFile.parse("f", text)
        .sections()
        .forEach(
            (name, section) -> {
              var options = new LinkedHashMap<String, String>();
              section.options().forEach((option, setting) -> options.put(option, setting.value()));
              values.put(name, options);
            });
    return values;
  }
}
