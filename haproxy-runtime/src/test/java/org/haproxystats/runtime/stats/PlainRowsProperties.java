package org.haproxystats.runtime.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Rows of all kinds, read as a reader reads them that takes one cell after the other. */
class PlainRowsProperties {
  private static final String HEADER = "# pxname,svname,a,type,b,text,c,";
  private static final int CELLS = 8;

  @Property
  void goodAndDamagedRowsAreReadAsBySplittingText(@ForAll("rows") List<String> rows)
      throws Exception {
    var csv = HEADER + "\n" + String.join("\n", rows) + "\n";

    var table =
        new StatCsvReader(List.of("c", "a", "b", "none"))
            .read(new ByteArrayInputStream(csv.getBytes(UTF_8)));

    var expected = new ArrayList<String>();
    int problems = 0;
    for (var row : rows) {
      var cells = split(row);
      if (cells.size() != CELLS
          || !cells.get(3).matches("[0-3]")
          || cells.get(0).isEmpty()
          || cells.get(1).isEmpty()) {
        problems += row.isEmpty() ? 0 : 1;
      } else {
        problems += (int) List.of(2, 4, 6).stream().filter(i -> isBad(cells.get(i))).count();
        expected.add(
            cells.get(0) + " " + cells.get(1) + " " + StatTable.ROW_TYPES.get(digit(cells.get(3))));
        expected.add(
            number(cells.get(2)) + " " + number(cells.get(4)) + " " + number(cells.get(6)));
      }
    }
    assertThat(told(table)).isEqualTo(expected);
    assertThat(table.problems().isEmpty()).isEqualTo(problems == 0);
  }

  private static List<String> told(StatTable table) {
    var told = new ArrayList<String>();
    for (int row = 0; row < table.rows(); row++) {
      told.add(table.proxy(row) + " " + table.service(row) + " " + table.type(row));
      told.add(
          value(table, row, "a") + " " + value(table, row, "b") + " " + value(table, row, "c"));
      assertThat(table.value(row, "none")).isEqualTo(StatTable.ABSENT);
    }
    return told;
  }

  private static @Nullable Long value(StatTable table, int row, String field) {
    long value = table.value(row, field);
    return value == StatTable.ABSENT ? null : Long.valueOf(value);
  }

  /** Splits at commas that are not between quotes, and takes the quotes away. */
  private static List<String> split(String row) {
    var cells = new ArrayList<String>();
    for (var cell : row.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      cells.add(
          cell.startsWith("\"")
              ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
              : cell);
    }
    return cells;
  }

  private static int digit(String cell) {
    return cell.charAt(0) - '0';
  }

  private static boolean isBad(String cell) {
    return !cell.isEmpty() && number(cell) == null;
  }

  private static @Nullable Long number(String cell) {
    try {
      return Long.valueOf(cell);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Provide
  Arbitrary<List<String>> rows() {
    var digits = Arbitraries.strings().numeric().ofMaxLength(20);
    var longs = Arbitraries.longs().filter(n -> n != Long.MIN_VALUE).map(String::valueOf);
    var odd = Arbitraries.of("-", "-1", "x", "1.5", "+7", " 1", "1 ", "é", "12345678x", "/", ":");
    var number =
        Arbitraries.frequencyOf(
            Tuple.of(8, digits),
            Tuple.of(3, longs),
            Tuple.of(1, odd),
            Tuple.of(3, Arbitraries.just("")));
    var name = Arbitraries.of("a", "be_1", "web.3", "é", "name_that_is_longer_than_a_word", "");
    var quoted = Arbitraries.of("\"a,b\"", "\"say \"\"no\"\"\"", "\"\"");
    var text =
        Arbitraries.oneOf(name, quoted, Arbitraries.of("L7OK", "Layer7 check passed", "* L4"));
    var type =
        Arbitraries.frequency(
            Tuple.of(6, "0"),
            Tuple.of(6, "1"),
            Tuple.of(6, "2"),
            Tuple.of(6, "3"),
            Tuple.of(1, "4"),
            Tuple.of(1, ""),
            Tuple.of(1, "12"));
    var good =
        Combinators.combine(
                Arbitraries.frequencyOf(Tuple.of(9, name), Tuple.of(1, quoted)),
                name,
                number,
                type,
                number,
                text,
                number)
            .as(
                (proxy, service, a, kind, b, words, c) ->
                    String.join(",", proxy, service, a, kind, b, words, c, ""));
    var damaged = Arbitraries.strings().withChars(",019-ax é").ofMaxLength(40);
    return Arbitraries.frequencyOf(Tuple.of(9, good), Tuple.of(1, damaged)).list().ofMaxSize(12);
  }
}
