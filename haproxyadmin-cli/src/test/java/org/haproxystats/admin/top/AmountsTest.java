package org.haproxystats.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void numbersAreShort() {
    assertThat(Amounts.count(0)).isEqualTo("0");
    assertThat(Amounts.count(0.5)).isEqualTo("0.5");
    assertThat(Amounts.count(9.97)).isEqualTo("10");
    assertThat(Amounts.count(340)).isEqualTo("340");
    assertThat(Amounts.count(999.7)).isEqualTo("1.0k");
    assertThat(Amounts.count(1234)).isEqualTo("1.2k");
    assertThat(Amounts.count(34_400_000)).isEqualTo("34M");
    assertThat(Amounts.count(Double.NaN)).isEqualTo("-");
  }

  @Property
  void noNumberTakesMoreThanFourCharacters(
      @ForAll @DoubleRange(min = 0, max = 1e18) double number) {
    assertThat(Amounts.count(number)).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void timesHaveTheUnitsThatPeopleRead() {
    assertThat(Amounts.duration(45)).isEqualTo("45s");
    assertThat(Amounts.duration(600)).isEqualTo("10m");
    assertThat(Amounts.duration(3 * 3600 + 300)).isEqualTo("3h05m");
    assertThat(Amounts.duration(2 * 86_400 + 4 * 3600)).isEqualTo("2d04h");
    assertThat(Amounts.duration(-1)).isEqualTo("-");
    assertThat(Amounts.milliseconds(12)).isEqualTo("12ms");
    assertThat(Amounts.milliseconds(1500)).isEqualTo("1.5s");
  }
}
