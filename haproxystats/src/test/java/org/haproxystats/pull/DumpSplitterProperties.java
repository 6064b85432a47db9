package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxystats.runtime.AnswerSink;
import org.haproxystats.runtime.Endpoint;

class DumpSplitterProperties {
  private static final Endpoint ENDPOINT = new Endpoint.Unix(Path.of("/run/haproxy.sock"));

  /** Runs bytes through a splitter in pieces, and keeps what it parts. */
  private static final class Split {
    private final ByteArrayOutputStream info = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stat = new ByteArrayOutputStream();

    Split(byte[] answer, List<Integer> pieceSizes) throws IOException {
      var splitter = new DumpSplitter(ENDPOINT, into(info), into(stat));
      int from = 0;
      for (int piece = 0; from < answer.length; piece++) {
        int size = pieceSizes.get(piece % pieceSizes.size());
        int to = Math.min(answer.length, from + size);
        splitter.accept(ByteBuffer.wrap(Arrays.copyOfRange(answer, from, to)));
        from = to;
      }
      splitter.finish();
    }

    private static AnswerSink into(ByteArrayOutputStream stream) {
      return bytes -> {
        while (bytes.hasRemaining()) {
          stream.write(bytes.get());
        }
      };
    }

    String info() {
      return info.toString(ISO_8859_1);
    }

    String stat() {
      return stat.toString(ISO_8859_1);
    }
  }

  private static Split whole(String answer) throws IOException {
    return new Split(answer.getBytes(ISO_8859_1), List.of(Integer.MAX_VALUE / 2));
  }

  @Property
  void anyPiecesOfARecordedAnswerGiveTheSameTwoParts(
      @ForAll("recorded") byte[] answer, @ForAll("pieceSizes") List<Integer> pieceSizes)
      throws IOException {
    var split = new Split(answer, pieceSizes);
    assertThat(split.info()).isEqualTo(Recorded.info(answer));
    assertThat(split.stat()).isEqualTo(Recorded.stat(answer));
  }

  @Property
  void anyPiecesOfAnAnswerWithQuotedLinesGiveTheSameTwoParts(
      @ForAll("generated") String answer, @ForAll("pieceSizes") List<Integer> pieceSizes)
      throws IOException {
    var split = new Split(answer.getBytes(ISO_8859_1), pieceSizes);
    assertThat(split.info()).isEqualTo("Name: HAProxy\n\n");
    assertThat("Name: HAProxy\n\n" + split.stat()).isEqualTo(answer);
  }

  @Property
  void noProperPrefixOfAnAnswerPasses(
      @ForAll("generated") String answer,
      @ForAll("fractions") double fraction,
      @ForAll("pieceSizes") List<Integer> pieceSizes) {
    var prefix = answer.substring(0, (int) (fraction * answer.length()));
    assertThatThrownBy(() -> new Split(prefix.getBytes(ISO_8859_1), pieceSizes))
        .isInstanceOf(BadAnswerException.class);
  }

  @Example
  void noRecordedAnswerPassesWhenItIsCutShortAtAnyByte() {
    answers()
        .forEach(
            answer -> {
              for (int length = 0; length < answer.length; length++) {
                var prefix = Arrays.copyOf(answer, length);
                assertThatThrownBy(() -> new Split(prefix, List.of(1000)))
                    .isInstanceOf(BadAnswerException.class);
              }
            });
  }

  @Property
  void anErrorTextIsRefusedWithItsFirstLineWhateverThePieces(
      @ForAll("errors") byte[] error, @ForAll("pieceSizes") List<Integer> pieceSizes) {
    var firstLine = new String(error, ISO_8859_1).lines().findFirst().orElseThrow();
    assertThatThrownBy(() -> new Split(error, pieceSizes))
        .hasMessage(
            "unix:///run/haproxy.sock: '%s' instead of an answer to 'show info'"
                .formatted(firstLine));
  }

  @Property
  void anyBytesAreRefusedOrPartedWithoutLoss(
      @ForAll byte[] bytes, @ForAll("pieceSizes") List<Integer> pieceSizes) throws IOException {
    try {
      var split = new Split(bytes, pieceSizes);
      assertThat(split.info() + split.stat()).isEqualTo(new String(bytes, ISO_8859_1));
    } catch (BadAnswerException e) {
      assertThat(e).hasMessageStartingWith("unix:///run/haproxy.sock: ");
    }
  }

  @Example
  void anErrorInPlaceOfTheStatisticsIsQuoted() {
    assertThatThrownBy(() -> whole("Name: HAProxy\n\nPermission denied\n\n"))
        .hasMessage(
            "unix:///run/haproxy.sock: 'Permission denied' instead of an answer to 'show stat'");
  }

  @Example
  void whatCannotBePrintedIsNotPutInTheLog() {
    assertThatThrownBy(() -> whole("\u001b[2J\u0000boo\n"))
        .hasMessageContaining("'?[2J?boo' instead of an answer to 'show info'");
  }

  @Example
  void anotherVendorsNameIsAccepted() throws IOException {
    assertThat(whole("Name: hapee-lb\n\n# pxname,svname,\nwww,FRONTEND,\n\n").stat())
        .isEqualTo("# pxname,svname,\nwww,FRONTEND,\n\n");
  }

  @Example
  void moreEmptyLinesAtTheEndsAreAccepted() throws IOException {
    var split = whole("Name: HAProxy\n\n\n# pxname,svname,\nwww,FRONTEND,\n\n\n");
    assertThat(split.info()).isEqualTo("Name: HAProxy\n\n\n");
    assertThat(split.stat()).isEqualTo("# pxname,svname,\nwww,FRONTEND,\n\n\n");
  }

  @Example
  void aLastRowWithTooFewCellsIsRefused() {
    assertThatThrownBy(() -> whole("Name: HAProxy\n\n# pxname,svname,qcur,\nwww,FRONTEND,\n\n"))
        .hasMessageContaining(
            "the last row of the answer to 'show stat' has 2 cells, its header 3");
  }

  @Example
  void anAnswerThatGoesOnAfterItsEndIsRefused() {
    assertThatThrownBy(() -> whole("Name: HAProxy\n\n# pxname,svname,\n\nmore\n"))
        .hasMessageContaining("the answer to 'show stat' goes on after its end");
  }

  @Example
  void anAnswerToOneOfTheCommandsOnlyIsNamed() {
    assertThatThrownBy(() -> whole("Name: HAProxy\n\n"))
        .hasMessageContaining("no answer to 'show stat'");
  }

  private static Stream<byte[]> answers() {
    return Stream.concat(
        Recorded.VERSIONS.stream().map(Recorded::answer),
        Stream.of(Recorded.WITH_QUOTED_LINES.getBytes(ISO_8859_1)));
  }

  @Provide
  Arbitrary<byte[]> recorded() {
    return Arbitraries.of(answers().toList());
  }

  @Provide
  Arbitrary<byte[]> errors() {
    return Arbitraries.of(Recorded.VERSIONS).map(Recorded::unknownCommand);
  }

  @Provide
  Arbitrary<List<Integer>> pieceSizes() {
    return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<Double> fractions() {
    return Arbitraries.doubles().between(0, true, 1, false);
  }

  /** Answers whose cells hold quotes, commas and line feeds, encoded as HAProxy encodes them. */
  @Provide
  Arbitrary<String> generated() {
    var cell =
        Arbitraries.strings()
            .withChars('a', '"', ',', '\n', ' ')
            .ofMaxLength(20)
            .map(DumpSplitterProperties::encoded);
    return cell.list()
        .ofSize(3)
        .map(cells -> cells.stream().map(c -> c + ",").collect(Collectors.joining("", "a", "\n")))
        .list()
        .ofMaxSize(5)
        .map(rows -> "Name: HAProxy\n\n# pxname,svname,check,\n" + String.join("", rows) + "\n");
  }

  private static String encoded(String cell) {
    return cell.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n')
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}
