package org.haproxystats.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void timesAreJudgedAsMultiplesOfTheFloor() {
    assertThat(Row.ofTimes("pull: wall", 66_000_000, 60_000_000, 1.10, 1.00).cells())
        .isEqualTo("| pull: wall | 66.0 ms | 60.0 ms | 1.10 | 1.10 | 1 | met |  |");
  }

  @Test
  void whatHasNoFloorIsJudgedByItsValue() {
    assertThat(Row.of("memory", 161, "MB", 160, 110).cells())
        .isEqualTo("| memory |  |  | 161 MB | 160 MB | 110 MB | not met |  |");
  }

  @Test
  void theStretchIsMetWithItsOwnValue() {
    assertThat(Row.of("memory", 110, "MB", 160, 110).result()).isEqualTo("stretch met");
  }

  @Test
  void anotherImplementationIsComparedWithTheFloorBesideIt() {
    var row = Row.ofTimes("process: CPU", 40_000_000, 10_000_000, 5, 2.5);
    assertThat(row.withOther(Optional.of(1_940_000_000.0), 20_000_000).other())
        .isEqualTo("1940.0 ms, 97.00 x");
  }
}
