package org.haproxystats.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class EncodedLinesProperties {
  @Provide
  Arbitrary<List<String>> someLines() {
    return Arbitraries.strings().withChars("a\r\u20ac ").ofMaxLength(5).list().ofMaxSize(8);
  }

  /** Gives no more than some bytes at once, as a socket does. */
  private static InputStream inPieces(String text, int most) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(length, most));
      }
    };
  }

  private static List<String> read(InputStream in) throws IOException {
    var lines = new EncodedLines(in);
    var all = new ArrayList<String>();
    while (lines.next()) {
      assertThat(lines.isEmpty()).isEqualTo(lines.text().isEmpty());
      all.add(lines.text());
    }
    assertThat(lines.next()).isFalse();
    return all;
  }

  @Property
  void linesAreTheSameInWhateverPiecesTheyCome(
      @ForAll("someLines") List<String> lines, @ForAll @IntRange(min = 1, max = 20) int most)
      throws IOException {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    assertThat(read(inPieces(text.toString(), most))).isEqualTo(lines);

    var withRest = new ArrayList<>(lines);
    withRest.add("rest");
    assertThat(read(inPieces(text + "rest", most))).isEqualTo(withRest);
  }

  @Example
  void aLineMayBeLongerThanTheBuffer() throws IOException {
    var lines = List.of("before", "x".repeat(300_000), "", "after");
    assertThat(read(inPieces(String.join("\n", lines), 10_000))).isEqualTo(lines);
  }
}
