package org.haproxystats.sink.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.TextValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatesTest {

  @ParameterizedTest
  @CsvSource({
    "FRONTEND, OPEN, UP",
    "FRONTEND, FULL, UP",
    "FRONTEND, PAUSED, UP",
    "FRONTEND, STOP, DOWN",
    "BACKEND, UP, UP",
    "BACKEND, DOWN, DOWN",
    "BACKEND, UP (UNPUB), UP",
    "BACKEND, DOWN (1/2), DOWN",
    "SERVER, no check, UP",
    "SERVER, UP, UP",
    "SERVER, UP 2/3, UP",
    "SERVER, DOWN 1/2, DOWN",
    "SERVER, DOWN (agent), DOWN",
    "SERVER, NOLB, NOLB",
    "SERVER, NOLB 1/3, NOLB",
    "SERVER, DRAIN (agent), DRAIN",
    "SERVER, MAINT (resolution), MAINT",
    "SERVER, MAINT (via app/s1), MAINT",
    "LISTENER, OPEN, OPEN",
    "LISTENER, WAITING, WAITING"
  })
  void everyTextOfShowStatIsAState(ObjectKind kind, String text, String state) {
    var states = States.of(kind, "status");
    assertThat(states.bits(TextValue.of(text))).isEqualTo(1 << states.names().indexOf(state));
  }

  @ParameterizedTest
  @CsvSource({"L7OK, 1", "* L7OK, 1", "INI, 0", "UNK, 0", "'', 0"})
  void aCheckThatHasNotRunYetIsInNoState(String text, int count) {
    var checks = States.of(ObjectKind.SERVER, "check_status");
    assertThat(Integer.bitCount(checks.bits(TextValue.of(text)))).isEqualTo(count);
  }
}
