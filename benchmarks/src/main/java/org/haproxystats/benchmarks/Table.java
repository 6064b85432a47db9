package org.haproxystats.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows as a table of Markdown whose columns are aligned. */
final class Table {
  private static final List<String> HEAD =
      List.of("what", "measured", "floor", "judged", "target", "stretch", "result");

  private Table() {}

  static List<String> lines(List<Row> rows) {
    boolean others = rows.stream().anyMatch(row -> !row.other().isEmpty());
    var cells = new ArrayList<List<String>>();
    cells.add(with(HEAD, others ? "other" : null));
    rows.forEach(row -> cells.add(with(row.cells(), others ? row.other() : null)));
    int columns = cells.getFirst().size();
    var widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
    var lines = new ArrayList<String>();
    cells.forEach(row -> lines.add(line(row, widths)));
    var rule = IntStream.of(widths).mapToObj("-"::repeat).toList();
    lines.add(1, line(rule, widths));
    return lines;
  }

  private static List<String> with(List<String> cells, @Nullable String more) {
    var all = new ArrayList<>(cells);
    if (more != null) {
      all.add(more);
    }
    return all;
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
