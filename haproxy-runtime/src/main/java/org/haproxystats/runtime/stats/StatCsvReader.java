package org.haproxystats.runtime.stats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the CSV that {@code show stat} answers with (management guide, section 9.1), as bytes, into
 * the columns of a {@link StatTable}.
 *
 * <p>The header names the columns: which ones there are, and where, depends on HAProxy's version
 * and build. Cells of columns that nobody asked for are stepped over. Header and rows end with a
 * comma. A cell is quoted only if it has to be; up to HAProxy 2.9 a quoted cell may span lines. A
 * row that does not fit the header, or a cell that is no number where one is due, costs no more
 * than itself and is told by {@link StatTable#problems()}.
 *
 * <p>The bytes pass through one buffer. A row that its end cuts is moved to the front, the buffer
 * is filled up, and the row is read again. {@link PlainRows} is tried first with each row; what it
 * does not take is read here, cell by cell. Not for use by several threads at once.
 */
public final class StatCsvReader {
  private static final byte[] HEADER_START = "# pxname,svname,".getBytes(StandardCharsets.UTF_8);
  private static final int INCOMPLETE = -1;
  private static final int INITIAL_BUFFER = 1 << 16;
  private static final int TEXTS_KEPT = 1 << 13;

  // What to do with a cell: the number of a wanted column, or one of these.
  private static final int SKIP = -1;
  private static final int PROXY = -2;
  private static final int SERVICE = -3;
  private static final int TYPE = -4;
  // The first wanted text; the others are below it.
  private static final int TEXT = -5;

  private final List<String> fields;
  private final List<String> textFields;
  private final StatTable table;
  private final TextCache texts;
  private byte[] buffer = new byte[INITIAL_BUFFER + PlainRows.PADDING];
  private int limit;
  private boolean atEnd;
  private int[] targets = {};
  private PlainRows plainRows;
  private int line;
  // Of the row that is being read: what its column 'type' says; negative until then.
  private int type;

  /**
   * A reader of numbers alone.
   *
   * @param fields the names of the numeric fields to read; the names of proxy and service and the
   *     type of the row are always read
   */
  public StatCsvReader(Collection<String> fields) {
    this(fields, List.of());
  }

  /**
   * A reader of numbers and texts.
   *
   * @param fields the names of the numeric fields to read
   * @param textFields the names of the fields to read as texts
   */
  public StatCsvReader(Collection<String> fields, Collection<String> textFields) {
    this.fields = fields.stream().distinct().toList();
    this.textFields = textFields.stream().distinct().toList();
    table = new StatTable(this.fields, this.textFields);
    texts = new TextCache(this.textFields.isEmpty() ? 1 : TEXTS_KEPT);
    plainRows = plainRows(targets);
  }

  /**
   * Reads one whole answer.
   *
   * @param in the answer, read to its end and not closed
   * @return the table of this reader, good until the next call
   * @throws MalformedStatisticsException if the header is not that of {@code show stat}
   * @throws IOException if the stream cannot be read
   */
  public StatTable read(InputStream in) throws IOException, MalformedStatisticsException {
    table.clear();
    limit = 0;
    atEnd = false;
    int position = readHeader(in);
    line = 2;
    while (true) {
      int next = position == limit ? INCOMPLETE : read(position);
      if (next == INCOMPLETE) {
        if (atEnd) {
          break;
        }
        position = refill(in, position);
      } else {
        position = next;
      }
    }
    if (position < limit) {
      table.problem("line " + line + " is cut short, it was left out");
    }
    return table;
  }

  private int readHeader(InputStream in) throws IOException, MalformedStatisticsException {
    refill(in, 0);
    int end = indexOfNewline(0);
    while (end < 0 && !atEnd) {
      refill(in, 0);
      end = indexOfNewline(0);
    }
    if (end < 0 || !startsWithHeader()) {
      throw new MalformedStatisticsException(
          "it does not begin with '# pxname,svname,': it "
              + Excerpt.of(Arrays.copyOf(buffer, end < 0 ? limit : end)));
    }
    var names = new String(buffer, 2, end - 2, StandardCharsets.UTF_8).split(",", -1);
    var before = targets;
    targets = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      int target = target(i, names[i]);
      boolean again = target >= 0 && !table.markInHeader(target);
      targets[i] = again ? SKIP : target;
    }
    if (!Arrays.equals(targets, before)) {
      plainRows = plainRows(targets);
    }
    return end + 1;
  }

  private PlainRows plainRows(int[] targets) {
    var cells = IntStream.range(0, targets.length).filter(cell -> targets[cell] >= 0).toArray();
    var columns = Arrays.stream(cells).map(cell -> targets[cell]).toArray();
    var textCells =
        IntStream.range(0, textFields.size()).map(text -> cell(targets, TEXT - text)).toArray();
    return new PlainRows(targets.length, cell(targets, TYPE), cells, columns, textCells, texts);
  }

  private static int cell(int[] targets, int target) {
    return IntStream.range(0, targets.length)
        .filter(cell -> targets[cell] == target)
        .findFirst()
        .orElse(-1);
  }

  private int target(int cell, String name) {
    return switch (cell) {
      case 0 -> PROXY;
      case 1 -> SERVICE;
      default -> {
        if (name.equals("type")) {
          yield TYPE;
        }
        int text = textFields.indexOf(name);
        yield text >= 0 ? TEXT - text : Math.max(fields.indexOf(name), SKIP);
      }
    };
  }

  private boolean startsWithHeader() {
    int length = HEADER_START.length;
    return limit >= length && Arrays.equals(buffer, 0, length, HEADER_START, 0, length);
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Moves what is unread to the front and reads more behind it; returns the new position, zero. */
  private int refill(InputStream in, int position) throws IOException {
    int unread = limit - position;
    if (unread == capacity()) {
      buffer = Arrays.copyOf(buffer, capacity() * 2 + PlainRows.PADDING);
    } else {
      System.arraycopy(buffer, position, buffer, 0, unread);
    }
    int got = in.readNBytes(buffer, unread, capacity() - unread);
    limit = unread + got;
    atEnd = limit < capacity();
    return 0;
  }

  private int capacity() {
    return buffer.length - PlainRows.PADDING;
  }

  /** Reads the row that begins at a position; returns where the next one begins. */
  private int read(int start) {
    int next = plainRows.read(buffer, start, limit, table);
    if (next == PlainRows.NOT_PLAIN) {
      return readCarefully(start);
    }
    line++;
    return next;
  }

  private int readCarefully(int start) {
    if (buffer[start] == '\n') {
      line++;
      return start + 1; // the empty line that ends an answer
    }
    table.beginRow();
    type = -1;
    int cell = 0;
    int position = start;
    int newlines = 0;
    var bytes = buffer;
    while (true) {
      int target = cell < targets.length ? targets[cell] : SKIP;
      int end = endOfCell(position, target);
      if (end == INCOMPLETE) {
        table.abandonRow();
        return INCOMPLETE;
      }
      if (bytes[position] == '"') {
        newlines += newlines(position, end);
      }
      if (target <= TEXT) {
        takeText(TEXT - target, position, end);
      } else if (target < SKIP) {
        takeName(target, position, end);
      }
      cell++;
      position = end + 1;
      if (bytes[end] == '\n') {
        break;
      }
    }
    finishRow(cell);
    line += 1 + newlines;
    return position;
  }

  /**
   * Finds the comma or newline that ends the cell, and sets its value on the way if it is one of a
   * wanted column.
   */
  private int endOfCell(int position, int target) {
    if (position == limit) {
      return INCOMPLETE;
    }
    if (buffer[position] == '"') {
      return endOfQuotedCell(position + 1);
    }
    if (target >= 0) {
      return takeNumber(position, target);
    }
    return delimiterFrom(position);
  }

  private int delimiterFrom(int position) {
    var bytes = buffer;
    int end = limit;
    for (int i = position; i < end; i++) {
      byte b = bytes[i];
      if (b == ',' || b == '\n') {
        return i;
      }
    }
    return INCOMPLETE;
  }

  private int endOfQuotedCell(int position) {
    for (int i = position; i < limit; i++) {
      if (buffer[i] == '"') {
        if (i + 1 == limit) {
          return INCOMPLETE;
        }
        if (buffer[i + 1] != '"') {
          return delimiterFrom(i + 1);
        }
        i++; // a doubled quote stands for one
      }
    }
    return INCOMPLETE;
  }

  private int takeNumber(int position, int target) {
    var bytes = buffer;
    int end = limit;
    boolean negative = bytes[position] == '-';
    int i = negative ? position + 1 : position;
    int digits = i;
    long value = 0;
    while (i < end) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      i++;
    }
    if (i == end) {
      return INCOMPLETE;
    }
    if ((bytes[i] != ',' && bytes[i] != '\n') || i - digits > 18 || (negative && i == digits)) {
      return takeOddNumber(position, target);
    }
    if (i > digits) {
      table.set(target, negative ? -value : value);
    }
    return i;
  }

  /** Numbers of nineteen digits and more, and cells that are no numbers at all. */
  private int takeOddNumber(int position, int target) {
    int end = delimiterFrom(position);
    if (end == INCOMPLETE) {
      return INCOMPLETE;
    }
    var text = new String(buffer, position, end - position, StandardCharsets.UTF_8);
    try {
      table.set(target, Long.parseLong(text));
    } catch (NumberFormatException e) {
      table.problem(
          "line " + line + ": " + fields.get(target) + " is no whole number: '" + text + "'");
    }
    return end;
  }

  private void takeName(int target, int start, int end) {
    if (target == TYPE) {
      type = end == start + 1 ? buffer[start] - '0' : -1;
      return;
    }
    if (isQuoted(start, end)) {
      var name = unquoted(start, end);
      table.name(PROXY - target, name, 0, name.length);
    } else {
      table.name(PROXY - target, buffer, start, end);
    }
  }

  private void takeText(int column, int start, int end) {
    if (isQuoted(start, end)) {
      var text = unquoted(start, end);
      table.setText(column, texts.get(text, 0, text.length));
    } else if (end > start) {
      table.setText(column, texts.get(buffer, start, end));
    }
  }

  private boolean isQuoted(int start, int end) {
    return end - start >= 2 && buffer[start] == '"';
  }

  private byte[] unquoted(int start, int end) {
    var quoted = new String(buffer, start + 1, end - start - 2, StandardCharsets.UTF_8);
    return quoted.replace("\"\"", "\"").getBytes(StandardCharsets.UTF_8);
  }

  private void finishRow(int cells) {
    if (cells != targets.length) {
      table.problem(
          "line %d has %d cells where the header has %d, it was left out"
              .formatted(line, cells, targets.length));
    } else if (type < 0 || type >= StatTable.ROW_TYPES.size()) {
      table.problem("line " + line + " has no known type, it was left out");
    } else if (table.lacksName()) {
      table.problem("line " + line + " lacks a name, it was left out");
    } else {
      table.endRow(type);
    }
  }

  private int newlines(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n') {
        count++;
      }
    }
    return count;
  }
}
