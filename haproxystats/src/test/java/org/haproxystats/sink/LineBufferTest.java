package org.haproxystats.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineBufferTest {

  private static String written(double value) {
    var buffer = new LineBuffer(LineBuffer.LONGEST_NUMBER);
    buffer.append(value);
    return new String(buffer.bytes(), 0, buffer.length(), US_ASCII);
  }

  private static String written(long value) {
    var buffer = new LineBuffer(LineBuffer.LONGEST_NUMBER);
    buffer.append(value);
    return new String(buffer.bytes(), 0, buffer.length(), US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "5, 5",
    "-7, -7",
    "0.5, 0.5",
    "-0.125, -0.125",
    "91.5, 91.5",
    "0.067, 0.067",
    "100.01, 100.01",
    "0.7071067811865476, 0.7071067811865476",
    "0.1, 0.1",
    "0.3333333333333333, 0.3333333333333333",
    "1e-05, 0.00001",
    "123456789.25, 123456789.25",
    "1e15, 1000000000000000",
    "1e16, 10000000000000000",
    "2.4691357802469136e16, 24691357802469136",
    "1e22, 10000000000000000000000",
    "-1e19, -10000000000000000000",
  })
  void doublesArePlainAndShort(double value, String text) {
    assertThat(written(value)).isEqualTo(text);
  }

  @Test
  void theExtremesOfADoubleFit() {
    assertThat(written(Double.MAX_VALUE)).hasSize(309).startsWith("17976931348623157000");
    assertThat(written(-Double.MIN_VALUE)).hasSize(328).startsWith("-0.000").endsWith("49");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "9, 9",
    "10, 10",
    "99, 99",
    "100, 100",
    "101, 101",
    "12345, 12345",
    "-1, -1",
    "-10, -10",
    "-100, -100",
    "999999999999999999, 999999999999999999",
    "1000000000000000000, 1000000000000000000",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
  })
  void wholeNumbersAreExact(long value, String text) {
    assertThat(written(value)).isEqualTo(text);
  }

  @Property
  void everyLongReadsBackAsItself(@ForAll long value) {
    assertThat(Long.parseLong(written(value))).isEqualTo(value);
    assertThat(written(value)).doesNotContain("+").doesNotMatch("-?0.+");
  }

  @Property
  void everyDoubleReadsBackAsItself(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      assertThat(Double.parseDouble(written(value)) == value).as(written(value)).isTrue();
      assertThat(written(value)).matches("-?[0-9]+(\\.[0-9]*[1-9])?");
    }
  }

  @Property
  void everyOrdinaryDoubleIsAsShortAsJavaHasIt(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
    var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    assertThat(new BigDecimal(written(value)).stripTrailingZeros()).isEqualTo(digits);
  }
}
