package org.haproxystats.admin.cli;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes results in the form that was asked for: text, JSON, CSV, or names alone. */
final class Output {
  /** The form of what is written. */
  enum Format {
    TEXT,
    JSON,
    CSV,
    /** What rows are about, one a line. */
    QUIET
  }

  private static final String GAP = "  ";

  private final PrintStream out;
  private final Format format;
  private final Colors colors;
  private final List<String> fields;
  private final Optional<String> sort;

  private Output(
      PrintStream out, Format format, Colors colors, List<String> fields, Optional<String> sort) {
    this.out = out;
    this.format = format;
    this.colors = colors;
    this.fields = fields;
    this.sort = sort;
  }

  static Output of(Shell shell, Arguments arguments) throws UsageException {
    return new Output(
        shell.out(),
        format(arguments),
        Colors.of(shell, arguments),
        arguments.list(GlobalOptions.FIELDS),
        arguments.value(GlobalOptions.SORT));
  }

  private static Format format(Arguments arguments) throws UsageException {
    var formats = new ArrayList<Format>();
    if (arguments.has(GlobalOptions.JSON)) {
      formats.add(Format.JSON);
    }
    if (arguments.has(GlobalOptions.CSV)) {
      formats.add(Format.CSV);
    }
    if (arguments.has(GlobalOptions.QUIET)) {
      formats.add(Format.QUIET);
    }
    if (formats.size() > 1) {
      throw new UsageException("--json, --csv and --quiet are one too many; choose one");
    }
    return formats.isEmpty() ? Format.TEXT : formats.getFirst();
  }

  Format format() {
    return format;
  }

  Colors colors() {
    return colors;
  }

  /** The fields that were asked for; none: the usual ones. */
  List<String> fields() {
    return fields;
  }

  /** Writes a line, as it is. */
  void line(String line) {
    out.println(line);
  }

  /** Writes rows one below the other, under titles. */
  void print(Table table) throws UsageException {
    var shown = arranged(table);
    switch (format) {
      case TEXT -> text(shown);
      case JSON -> json(shown);
      case CSV -> csv(shown);
      case QUIET -> names(table.rows().isEmpty() ? table : sortedOnly(table));
    }
  }

  /**
   * Writes few rows of many fields: as text, fields one below the other and a column for each row.
   */
  void printSideBySide(Table table) throws UsageException {
    if (format == Format.TEXT) {
      sideBySide(arranged(table));
    } else {
      print(table);
    }
  }

  /** Writes rows whose last field is a text of several lines: as text, below the other fields. */
  void printWithText(Table table) throws UsageException {
    if (format != Format.TEXT || !fields.isEmpty()) {
      print(table);
      return;
    }
    for (var row : sortedOnly(table).rows()) {
      line(row.stream().limit(row.size() - 1L).map(Object::toString).collect(joining(GAP)));
      row.getLast().toString().lines().forEach(text -> line(GAP + printable(text)));
    }
  }

  private Table sortedOnly(Table table) throws UsageException {
    return sort.isPresent() ? table.sorted(sort.get()) : table;
  }

  private Table arranged(Table table) throws UsageException {
    var sorted = sortedOnly(table);
    return fields.isEmpty() ? sorted : sorted.withFields(fields);
  }

  private void text(Table table) {
    var cells = new ArrayList<List<String>>();
    cells.add(table.columns().stream().map(Column::title).toList());
    for (var row : table.rows()) {
      var line = new ArrayList<String>();
      for (int i = 0; i < row.size(); i++) {
        line.add(shown(table.columns().get(i), row.get(i)));
      }
      cells.add(line);
    }
    int[] widths = widths(cells);
    for (int y = 0; y < cells.size(); y++) {
      var line = new StringBuilder();
      for (int x = 0; x < widths.length; x++) {
        var column = table.columns().get(x);
        var cell = padded(cells.get(y).get(x), widths[x], column.kind().isNumber());
        line.append(x == 0 ? "" : GAP)
            .append(y == 0 ? colors.title(cell) : colors.cell(column, cell));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private void sideBySide(Table table) {
    var cells = new ArrayList<List<String>>();
    for (int x = 0; x < table.columns().size(); x++) {
      var column = table.columns().get(x);
      var line = new ArrayList<String>();
      line.add(column.name());
      for (var row : table.rows()) {
        line.add(shown(column, row.get(x)));
      }
      cells.add(line);
    }
    int[] widths = widths(cells);
    for (int y = 0; y < cells.size(); y++) {
      var line = new StringBuilder();
      for (int x = 0; x < widths.length; x++) {
        var cell = padded(cells.get(y).get(x), widths[x], false);
        line.append(x == 0 ? "" : GAP)
            .append(x == 0 ? colors.title(cell) : colors.cell(table.columns().get(y), cell));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int[] widths(List<List<String>> cells) {
    int[] widths = new int[cells.isEmpty() ? 0 : cells.getFirst().size()];
    for (var row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static String padded(String text, int width, boolean toTheRight) {
    var blanks = " ".repeat(width - text.length());
    return toTheRight ? blanks + text : text + blanks;
  }

  /** A cell as people read it, on one line. */
  private static String shown(Column column, Object cell) {
    if (cell.equals(Table.NOTHING)) {
      return "-";
    }
    if (!(cell instanceof Number number)) {
      return printable(cell.toString());
    }
    double value = number.doubleValue();
    return switch (column.kind()) {
      case BYTES -> Units.bytes(value);
      case SECONDS -> Units.seconds(value);
      case MILLISECONDS -> Units.milliseconds(value);
      case NUMBER -> Units.count(value);
      case TEXT, STATUS -> number.toString();
    };
  }

  /** What a client has sent must not command the terminal. */
  static String printable(String text) {
    if (!hasControls(text)) {
      return text;
    }
    var line = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                line.append(String.format("\\x%02x", c));
              } else {
                line.append((char) c);
              }
            });
    return line.toString();
  }

  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) { // A stream for each cell would take longer.
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private void json(Table table) {
    var separator = "[\n";
    for (var row : table.rows()) {
      out.print(separator + "  " + Json.of(object(table, row)));
      separator = ",\n";
    }
    out.println(table.rows().isEmpty() ? "[]" : "\n]");
  }

  private static Map<String, Object> object(Table table, List<Object> row) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < row.size(); i++) {
      object.put(table.columns().get(i).name(), row.get(i));
    }
    return object;
  }

  private void csv(Table table) {
    out.println(String.join(",", table.columns().stream().map(Column::name).toList()));
    for (var row : table.rows()) {
      out.println(String.join(",", row.stream().map(Output::quoted).toList()));
    }
  }

  private static String quoted(Object cell) {
    var text = cell.toString();
    boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** What each row is about, parts joined as in {@code backend/server}; each once. */
  private void names(Table table) {
    table.rows().stream()
        .map(
            row ->
                String.join(
                    "/", row.subList(0, table.keys()).stream().map(Object::toString).toList()))
        .distinct()
        .forEach(out::println);
  }
}
