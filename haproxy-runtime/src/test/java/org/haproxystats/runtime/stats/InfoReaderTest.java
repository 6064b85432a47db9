package org.haproxystats.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"2.2", "2.6", "3.0", "3.2"})
  void readsWhatEveryVersionWrites(String version) throws Exception {
    var info = InfoReader.read(Recorded.answer(version + "_info"));

    assertThat(info.text("Version")).get().asString().startsWith(version);
    assertThat(info.text("description")).hasValue("two, words");
    assertThat(info.number("CumReq")).isPresent();
    assertThat(info.number("Process_num")).hasValue(1);
  }

  @Test
  void onlyWholeNumbersAreNumbers() throws Exception {
    var info = read("Uptime: 0d 0h00m02s\nA: 2\nB: 2.5\nC:  7 \nD: \nE: -1\nno colon\n");

    assertThat(info.values()).containsOnlyKeys("Uptime", "A", "B", "C", "D", "E");
    assertThat(info.number("A")).hasValue(2);
    assertThat(info.number("B")).isEmpty();
    assertThat(info.number("C")).hasValue(7);
    assertThat(info.number("D")).isEmpty();
    assertThat(info.number("E")).hasValue(-1);
    assertThat(info.number("Uptime")).isEmpty();
    assertThat(info.number("absent")).isEmpty();
  }

  @Test
  void aValueMayHoldAColon() throws Exception {
    assertThat(read("description: \"a: \"\"b\"\"\"\n").text("description")).hasValue("a: \"b\"");
  }

  @Test
  void anErrorTextIsRefusedAndQuoted() {
    assertThatThrownBy(() -> read("Unknown command.\nPlease enter ...\n"))
        .hasMessage("no 'name: value' in it; it begins with 'Unknown command. Please enter ...'");
    assertThatThrownBy(() -> read("")).hasMessage("no 'name: value' in it; it is empty");
  }

  @Property
  void anyBytesGiveValuesOrAClearRefusal(@ForAll byte[] bytes) {
    try {
      assertThat(InfoReader.read(bytes).values()).isNotEmpty();
    } catch (MalformedStatisticsException e) {
      assertThat(e).hasMessageStartingWith("no 'name: value' in it; it ");
    }
  }

  private static ProcessInfo read(String text) throws MalformedStatisticsException {
    return InfoReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
