package org.haproxystats.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.haproxystats.admin.PatternDifference.ChangedValue;
import org.haproxystats.runtime.map.PatternEntry;
import org.junit.jupiter.api.Test;

class PatternDifferenceTest {
  private static final PatternEntry A1 = new PatternEntry("a", "1");
  private static final PatternEntry A2 = new PatternEntry("a", "2");
  private static final PatternEntry B1 = new PatternEntry("b", "1");
  private static final PatternEntry C1 = new PatternEntry("c", "1");

  @Test
  void theSameInTheSameOrderIsNoDifference() {
    var difference = PatternDifference.between(List.of(A1, B1), List.of(A1, B1));
    assertThat(difference.isEmpty()).isTrue();
    assertThat(difference.hasSameEntries()).isTrue();
  }

  @Test
  void anotherOrderIsADifferenceOfItsOwn() {
    var difference = PatternDifference.between(List.of(A1, B1), List.of(B1, A1));
    assertThat(difference.isEmpty()).isFalse();
    assertThat(difference.hasSameEntries()).isTrue();
    assertThat(difference.reordered()).isTrue();
  }

  @Test
  void aKeyThatBothHaveOnceIsAChangedValue() {
    assertThat(PatternDifference.between(List.of(A1, B1), List.of(A2, C1)))
        .isEqualTo(
            new PatternDifference(
                List.of(C1), List.of(B1), List.of(new ChangedValue("a", "1", "2")), false));
  }

  @Test
  void aKeyThatOneHasTwiceIsAddedAndRemoved() {
    assertThat(PatternDifference.between(List.of(A1, A1, B1), List.of(A2, B1)))
        .isEqualTo(new PatternDifference(List.of(A2), List.of(A1, A1), List.of(), false));
    assertThat(PatternDifference.between(List.of(A1), List.of(A1, A1)))
        .isEqualTo(new PatternDifference(List.of(A1), List.of(), List.of(), false));
  }
}
