package org.haproxystats.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatCsvReaderTest {
  private static final List<String> FIELDS = List.of("stot", "slim", "lbtot", "hrsp_2xx");

  @ParameterizedTest
  @ValueSource(strings = {"2.2", "2.6", "3.0", "3.2"})
  void readsWhatEveryVersionWrites(String version) {
    var table = Recorded.table(Recorded.answer(version + "_stat"), FIELDS);

    assertThat(table.problems()).isEmpty();
    assertThat(rowsOf(table))
        .containsExactly(
            "FRONTEND fe.dotted FRONTEND stot=7 slim=9983 lbtot= hrsp_2xx=7",
            "LISTENER fe.dotted sock-1 stot=7 slim=0 lbtot= hrsp_2xx=",
            "FRONTEND fe_tcp FRONTEND stot=0 slim=9983 lbtot= hrsp_2xx=",
            "SERVER be_app web1 stot=7 slim=10 lbtot=7 hrsp_2xx=7",
            "SERVER be_app web2 stot=0 slim= lbtot=0 hrsp_2xx=0",
            "SERVER be_app web.3 stot=0 slim= lbtot=0 hrsp_2xx=0",
            "BACKEND be_app BACKEND stot=7 slim=999 lbtot=7 hrsp_2xx=7",
            "SERVER be_tcp t1 stot=0 slim= lbtot=0 hrsp_2xx=",
            "BACKEND be_tcp BACKEND stot=0 slim=999 lbtot=0 hrsp_2xx=",
            "BACKEND empty BACKEND stot=0 slim=1 lbtot=0 hrsp_2xx=0");
  }

  @Test
  void aFieldThatTheHeaderDoesNotNameHasNoColumn() {
    var table = Recorded.table(Recorded.answer("2.2_stat"), List.of("stot", "h1sess"));

    assertThat(table.hasColumn("stot")).isTrue();
    assertThat(table.hasColumn("h1sess")).isFalse();
    assertThat(table.value(0, "h1sess")).isEqualTo(StatTable.ABSENT);
  }

  @Test
  void aQuotedCellMayHoldCommasQuotesAndLines() {
    var table =
        Recorded.table(
            """
            # pxname,svname,last_chk,type,stot,
            a,s,"x, ""y""
            z,",2,5,
            b,BACKEND,,1,6,

            """,
            List.of("stot"));

    assertThat(rowsOf(table)).containsExactly("SERVER a s stot=5", "BACKEND b BACKEND stot=6");
  }

  @Test
  void aRowThatDoesNotFitTheHeaderCostsOnlyItself() {
    var table =
        Recorded.table(
            """
            # pxname,svname,type,stot,
            a,FRONTEND,0,1,
            b,FRONTEND,0,
            c,FRONTEND,0,1,2,
            d,FRONTEND,9,1,
            e,FRONTEND,0,2,
            """,
            List.of("stot"));

    assertThat(rowsOf(table))
        .containsExactly("FRONTEND a FRONTEND stot=1", "FRONTEND e FRONTEND stot=2");
    assertThat(table.problems())
        .containsExactly(
            "line 3 has 4 cells where the header has 5, it was left out",
            "line 4 has 6 cells where the header has 5, it was left out",
            "line 5 has no known type, it was left out");
  }

  @Test
  void aRowWithoutANameIsLeftOut() throws Exception {
    var text = "# pxname,svname,type,\n,FRONTEND,0,\nbe,,2,\n\"\",s,2,\nbe,s,2,\n";
    var table =
        new StatCsvReader(List.of())
            .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(table.rows()).isEqualTo(1);
    assertThat(table.problems())
        .containsExactly(
            "line 2 lacks a name, it was left out",
            "line 3 lacks a name, it was left out",
            "line 4 lacks a name, it was left out");
  }

  @Test
  void aCellThatIsNoNumberCountsAsEmptyAndIsTold() {
    var table =
        Recorded.table(
            """
            # pxname,svname,type,stot,
            a,FRONTEND,0,1.5,
            b,FRONTEND,0,-,
            c,FRONTEND,0,99999999999999999999,
            d,FRONTEND,0,9223372036854775807,
            e,FRONTEND,0,-1,
            """,
            List.of("stot"));

    assertThat(rowsOf(table))
        .containsExactly(
            "FRONTEND a FRONTEND stot=",
            "FRONTEND b FRONTEND stot=",
            "FRONTEND c FRONTEND stot=",
            "FRONTEND d FRONTEND stot=9223372036854775807",
            "FRONTEND e FRONTEND stot=-1");
    assertThat(table.problems())
        .containsExactly(
            "line 2: stot is no whole number: '1.5'",
            "line 3: stot is no whole number: '-'",
            "line 4: stot is no whole number: '99999999999999999999'");
  }

  @Test
  void onlyTheFirstProblemsAreToldInFull() {
    var csv = new StringBuilder("# pxname,svname,type,stot,\n");
    IntStream.range(0, 8).forEach(i -> csv.append("a,FRONTEND,0,x,\n"));

    assertThat(Recorded.table(csv.toString(), List.of("stot")).problems())
        .hasSize(6)
        .endsWith("and 3 more of that kind");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "Unknown command.\n", "Name: HAProxy\n", "# pxname,svname,type,stot,"})
  void whatIsNoAnswerToShowStatIsRefused(String text) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8), 1 << 16))
        .isInstanceOf(MalformedStatisticsException.class)
        .hasMessageStartingWith("it does not begin with '# pxname,svname,': it ");
  }

  @Test
  void aReaderCanBeUsedAgainAndForgetsWhatItReadBefore() throws Exception {
    var reader = new StatCsvReader(FIELDS);
    reader.read(new ByteArrayInputStream(Recorded.answer("3.2_stat")));
    var table =
        reader.read(
            new ByteArrayInputStream(
                "# pxname,svname,type,\nx,y,2,\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(rowsOf(table)).containsExactly("SERVER x y stot= slim= lbtot= hrsp_2xx=");
    assertThat(table.hasColumn("stot")).isFalse();
  }

  @Test
  void rowsLongerThanTheBufferAreRead() {
    var text = "x".repeat(300_000);
    var csv = "# pxname,svname,last_chk,type,stot,\na,s,\"" + text + "\",2,5,\n";

    assertThat(rowsOf(Recorded.table(csv, List.of("stot")))).containsExactly("SERVER a s stot=5");
  }

  @Test
  void anAnswerCutAtAnyByteGivesTheWholeRowsBeforeTheCut() throws Exception {
    var whole = Recorded.answer("2.2_stat");
    var rows = rowsOf(Recorded.table(whole, FIELDS));
    int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
    for (int length = header; length < whole.length; length++) {
      var table = read(Arrays.copyOf(whole, length), 1 << 16);
      assertThat(rowsOf(table)).isEqualTo(rows.subList(0, table.rows()));
    }
  }

  @Property
  void agreesWithASlowAndObviousReader(
      @ForAll("tables") List<List<String>> cells, @ForAll @IntRange(min = 1, max = 50) int chunk)
      throws Exception {
    var csv = new StringBuilder("# pxname,svname,text,type,n1,n2,\n");
    var expected = new ArrayList<String>();
    int number = 0;
    for (var row : cells) {
      var type = StatTable.ROW_TYPES.get(number++ % 4);
      csv.append(encoded(row.get(0))).append(',').append(encoded(row.get(1))).append(',');
      csv.append(encoded(row.get(2))).append(',').append(StatTable.ROW_TYPES.indexOf(type));
      csv.append(',').append(row.get(3)).append(',').append(row.get(4)).append(",\n");
      expected.add(
          type + " " + row.get(0) + " " + row.get(1) + " n2=" + row.get(4) + " n1=" + row.get(3));
    }
    var bytes = csv.append("\n").toString().getBytes(StandardCharsets.UTF_8);

    var table = new StatCsvReader(List.of("n2", "n1")).read(new Dripping(bytes, chunk));

    assertThat(table.problems()).isEmpty();
    assertThat(rowsOf(table, List.of("n2", "n1"))).isEqualTo(expected);
  }

  @Property
  void anyBytesGiveATableOrAClearRefusal(@ForAll("csvLikeBytes") byte[] bytes) throws Exception {
    try {
      var table = read(bytes, 7);
      assertThat(table.rows()).isLessThanOrEqualTo(bytes.length);
    } catch (MalformedStatisticsException e) {
      assertThat(e).hasMessageContaining("does not begin with");
    }
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    var text =
        Arbitraries.strings()
            .withChars("ab,\"\n.é-")
            .ofMaxLength(8)
            .filter(name -> !name.startsWith("\n"));
    var name = text.filter(value -> !value.isEmpty());
    var number =
        Arbitraries.longs()
            .filter(value -> value != Long.MIN_VALUE)
            .map(String::valueOf)
            .injectNull(0.2)
            .map(value -> value == null ? "" : value);
    return net.jqwik.api.Combinators.combine(name, name, text, number, number)
        .as((a, b, c, d, e) -> List.of(a, b, c, d, e))
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<byte[]> csvLikeBytes() {
    var body = Arbitraries.strings().withChars(",\"\n019-ax\0é").ofMaxLength(300);
    return body.map(
        text -> ("# pxname,svname,type,stot,slim,\n" + text).getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    boolean quote = text.contains(",") || text.contains("\"") || text.contains("\n");
    return quote ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }

  private static StatTable read(byte[] bytes, int chunk)
      throws IOException, MalformedStatisticsException {
    return new StatCsvReader(FIELDS).read(new Dripping(bytes, chunk));
  }

  private static List<String> rowsOf(StatTable table) {
    return rowsOf(table, table.fields());
  }

  private static List<String> rowsOf(StatTable table, List<String> fields) {
    return IntStream.range(0, table.rows())
        .mapToObj(
            row -> {
              var text =
                  new StringBuilder(
                      table.type(row) + " " + table.proxy(row) + " " + table.service(row));
              for (var field : fields) {
                long value = table.value(row, field);
                text.append(' ').append(field).append('=');
                text.append(value == StatTable.ABSENT ? "" : String.valueOf(value));
              }
              return text.toString();
            })
        .toList();
  }

  /** Gives few bytes at a time, as a slow socket does. */
  private static final class Dripping extends InputStream {
    private final ByteArrayInputStream in;
    private final int most;

    Dripping(byte[] bytes, int most) {
      in = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return in.read(into, offset, Math.min(length, most));
    }
  }
}
