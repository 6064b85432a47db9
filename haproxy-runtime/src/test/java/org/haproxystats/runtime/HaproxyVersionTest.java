package org.haproxystats.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaproxyVersionTest {

  @ParameterizedTest
  @CsvSource({
    "1.5.18, 1.5.18",
    "2.6.12-1+deb12u3, 2.6.12",
    "2.2.9-2~bpo10+1, 2.2.9",
    "3.5-dev5-1a2b3c-4, 3.5",
    "3.0.11-1+deb13u3 2026/05/20, 3.0.11",
    "1.10, 1.10"
  })
  void aVersionIsReadAsHaproxyWritesIt(String text, String version) {
    assertThat(HaproxyVersion.parse(text)).hasToString(version);
  }

  @Test
  void versionsAreOrderedAsNumbers() {
    assertThat(HaproxyVersion.parse("2.10.0").isAtLeast(2, 9)).isTrue();
    assertThat(HaproxyVersion.parse("2.9.14").isAtLeast(HaproxyVersion.parse("2.9.15"))).isFalse();
    assertThat(HaproxyVersion.parse("3.5-dev5").isAtLeast(3, 5)).isTrue();
    assertThat(HaproxyVersion.parse("1.9.16").isAtLeast(2, 0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"''", "HAProxy", "v3.2", "3", "99999.1"})
  void whatIsNoVersionIsRefused(String text) {
    assertThatThrownBy(() -> HaproxyVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }
}
