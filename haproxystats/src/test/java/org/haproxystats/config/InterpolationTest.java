package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are what Python's ExtendedInterpolation answers. */
class InterpolationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "${d}${b:y}$$ | 129$",
        "${D} | 1",
        "a$$b$$$$ | a$b$$",
        "${DEFAULT:d}/x | 1/x",
        "${b:d} | 2",
        "plain | plain",
      })
  void referencesAreReplaced(String value, String expected) throws Exception {
    assertThat(resolve(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "$ | a single '$'; write $$ for a dollar sign",
        "a$b | a single '$'; write $$ for a dollar sign",
        "${} | bad reference '${}'",
        "${y | bad reference '${y'",
        "${a:b:c} | more than one ':' in '${a:b:c}'",
        "${nope} | '${nope}' names no option",
        "${nope:d} | '${nope:d}' names no option",
        "${B:y} | '${B:y}' names no option",
        "${b:loop} | references are nested more than 10 deep",
      })
  void badReferencesAreErrors(String value, String expected) {
    assertThatExceptionOfType(Interpolation.Failure.class)
        .isThrownBy(() -> resolve(value))
        .withMessage(expected);
  }

  @Test
  void tenLevelsAreAllowedAndElevenAreNot() throws Exception {
    assertThat(resolveLast("${k0}", chain(9))).isEqualTo("end");
    assertThatExceptionOfType(Interpolation.Failure.class)
        .isThrownBy(() -> resolveLast("${k0}", chain(10)))
        .withMessage("references are nested more than 10 deep");
  }

  @Test
  @Timeout(10)
  void referencesThatMultiplyEndWithAnError() {
    var text = new StringBuilder("[a]\n");
    for (int i = 0; i < 8; i++) {
      text.append("k%d = ".formatted(i)).append("${k%d}".formatted(i + 1).repeat(50)).append('\n');
    }
    text.append("k8 =\n");
    assertThatExceptionOfType(Interpolation.Failure.class)
        .isThrownBy(() -> resolveLast("${k0}", text.toString()))
        .withMessage("the references make the value too long");
  }

  private static String chain(int length) {
    var text = new StringBuilder("[a]\n");
    for (int i = 0; i < length; i++) {
      text.append("k%d = ${k%d}\n".formatted(i, i + 1));
    }
    return text.append("k%d = end\n".formatted(length)).toString();
  }

  private String resolve(String value) throws Exception {
    return resolveLast(value, "[DEFAULT]\nd=1\n[a]\n[b]\ny=${d}${z}\nz=9\nd=2\nloop=${loop}\n");
  }

  private String resolveLast(String value, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("f.conf"), text);
    return ConfigurationText.read(file, Optional.empty()).resolve("a", value);
  }
}
