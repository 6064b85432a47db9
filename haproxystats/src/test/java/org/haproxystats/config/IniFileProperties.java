package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IniFileProperties {
  @Property
  void whatIsWrittenIsRead(@ForAll("files") Map<String, Map<String, String>> file)
      throws ConfigurationException {
    var text = new StringBuilder();
    file.forEach(
        (section, options) -> {
          text.append('[').append(section).append("]\n");
          options.forEach(
              (option, value) ->
                  text.append(option)
                      .append(" = ")
                      .append(value.replace("\n", "\n  "))
                      .append('\n'));
        });

    assertThat(IniFileTest.values(text.toString())).isEqualTo(file);
  }

  @Property
  void anyTextGivesAFileOrAnErrorWithALine(@ForAll("texts") String text) {
    try {
      var file = IniFile.parse("f", text);
      file.sections()
          .forEach(
              (name, section) ->
                  section
                      .options()
                      .values()
                      .forEach(setting -> resolves(file, name, setting.value())));
    } catch (ConfigurationException e) {
      long lines = text.lines().count();
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(
              problem -> {
                assertThat(problem.origin().line()).isBetween(1, (int) lines);
                assertThat(problem.toString()).startsWith("f:").doesNotContain("\n");
              });
    }
  }

  private static void resolves(IniFile file, String section, String value) {
    try {
      Interpolation.resolve(
          (inSection, option) ->
              Optional.ofNullable(file.sections().get(inSection))
                  .flatMap(found -> Optional.ofNullable(found.options().get(option))),
          section,
          value);
    } catch (Interpolation.Failure e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    var pieces =
        Arbitraries.of(
            "[", "]", "=", ":", "\n", "\r", " ", "\t", "#", ";", "$", "{", "}", "a", "b", "DEFAULT",
            "[a]\n", "\n[b]\n", "a=", "b = ", "${a}", "${b:a}", "$$", "\u00a0", "\u0000", "é");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(60).map(parts -> String.join("", parts)),
        Arbitraries.strings().ofMaxLength(200));
  }

  @Provide
  Arbitrary<Map<String, Map<String, String>>> files() {
    var names = Arbitraries.strings().withCharRange('a', 'z').withChars("-_0.").ofMinLength(1);
    var words = Arbitraries.strings().withCharRange('!', '~').withChars("éß中").ofMinLength(1);
    var line =
        words
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(parts -> String.join(" ", parts))
            .filter(text -> !text.startsWith("#") && !text.startsWith(";"));
    var value =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            line,
            line.list().ofMinSize(2).ofMaxSize(4).map(lines -> String.join("\n", lines)),
            line.list().ofMinSize(2).ofMaxSize(3).map(lines -> String.join("\n\n", lines)));
    return Arbitraries.maps(names.ofMaxLength(12), Arbitraries.maps(names, value).ofMaxSize(5))
        .ofMaxSize(5)
        .map(LinkedHashMap::new);
  }
}
