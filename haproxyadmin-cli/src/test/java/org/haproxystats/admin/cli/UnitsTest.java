package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "99999,99999",
    "1.5,1.50",
    "100000,100k",
    "123456,123k",
    "999999,1.00M",
    "1234567,1.23M",
    "12345678,12.3M",
    "-5,-5",
    "4294967296,4.29G"
  })
  void countsAreExactWhereTheyAreShort(double value, String text) {
    assertThat(Units.count(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0B",
    "1023,1023B",
    "1024,1.00KiB",
    "1536,1.50KiB",
    "1048575,1.00MiB",
    "25125558681,23.4GiB"
  })
  void bytesHaveTheirUnit(double value, String text) {
    assertThat(Units.bytes(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0s", "59,59s", "60,1m0s", "3599,59m59s", "3600,1h0m", "90061,1d1h", "-1,-"})
  void timesHaveTwoUnits(double value, String text) {
    assertThat(Units.seconds(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"12,12ms", "9999,9999ms", "10000,10s", "75000,1m15s"})
  void longMillisecondsBecomeSeconds(double value, String text) {
    assertThat(Units.milliseconds(value)).isEqualTo(text);
  }
}
