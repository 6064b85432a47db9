package org.haproxystats.runtime.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The fast way through the rows that HAProxy nearly always writes: whole in the buffer, no quotes,
 * as many cells as the header has, and digits or nothing where a number is due. A row that is
 * anything else is not taken, and the careful way of {@link StatCsvReader} reads it.
 *
 * <p>The bytes are looked at eight at a time. First the ends of all cells are found: a cell has two
 * or three bytes on average, so most words hold several commas, and each becomes one bit of a mask.
 * Then only the cells that somebody asked for are looked at. Their digits are turned into a number
 * eight at a time too, with no loop whose length the processor would have to guess.
 */
final class PlainRows {
  /** What a row that is not taken gives. */
  static final int NOT_PLAIN = -1;

  /** How many bytes a buffer must have beyond its limit. */
  static final int PADDING = Long.BYTES;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long HIGH_BITS = ~LOW_BITS;
  private static final long COMMAS = ',' * EACH_BYTE;
  private static final long QUOTES = '"' * EACH_BYTE;
  private static final long NEWLINES = '\n' * EACH_BYTE;
  private static final long ZEROS = '0' * EACH_BYTE;

  // What is added to seven bits so that the highest bit is set from the comma on, or from ten on.
  private static final long COMMA_IS_HIGH = (0x80 - ',') * EACH_BYTE;
  private static final long TEN_IS_HIGH = (0x80 - 10) * EACH_BYTE;
  private static final long NO_NUMBER = Long.MIN_VALUE + 1;

  private final int cells;
  private final int typeCell;
  private final int lastCell;
  private final int[] wantedCells;
  private final int[] columns;
  private final int[] textCells;
  private final TextCache texts;
  // The index of the comma after each cell that matters, and room for the rest of a word.
  private final int[] ends;

  /**
   * @param cells how many cells a row has
   * @param typeCell which one has the row's type; negative if none has
   * @param wantedCells which ones have numbers that are wanted
   * @param columns the column of the table that each of those belongs to
   * @param textCells the cell of each column of texts; negative where the header does not name it
   * @param texts where texts are kept
   */
  PlainRows(
      int cells, int typeCell, int[] wantedCells, int[] columns, int[] textCells, TextCache texts) {
    this.cells = cells;
    this.typeCell = typeCell;
    this.wantedCells = wantedCells;
    this.columns = columns;
    this.textCells = textCells;
    this.texts = texts;
    int lastWanted =
        IntStream.concat(Arrays.stream(wantedCells), Arrays.stream(textCells)).max().orElse(1);
    lastCell = Math.max(typeCell, lastWanted);
    ends = new int[lastCell + 1 + Long.BYTES];
  }

  /**
   * Reads one row into the table.
   *
   * @return where the next row begins, or {@link #NOT_PLAIN}; then the table is as it was
   */
  int read(byte[] bytes, int start, int limit, StatTable table) {
    int end = findEnds(bytes, start, limit);
    if (end == NOT_PLAIN || typeCell < 2 || ends[typeCell] - ends[typeCell - 1] != 2) {
      return NOT_PLAIN;
    }
    int type = bytes[ends[typeCell] - 1] - '0';
    if (type < 0 || type >= StatTable.ROW_TYPES.size()) {
      return NOT_PLAIN;
    }
    if (ends[0] == start || ends[1] == ends[0] + 1) {
      return NOT_PLAIN; // It lacks a name.
    }
    table.makeRoom();
    if (!takeNumbers(bytes, table)) {
      return NOT_PLAIN;
    }
    takeTexts(bytes, table);
    table.name(0, bytes, start, ends[0]);
    table.name(1, bytes, ends[0] + 1, ends[1]);
    table.endRow(type);
    return end + 1;
  }

  /**
   * Finds the ends of the cells, up to the last one that matters; the rest are only counted.
   * Returns the index of the newline after them.
   */
  private int findEnds(byte[] bytes, int start, int limit) {
    int[] ends = this.ends;
    int found = 0;
    for (int at = start; at < limit; at += Long.BYTES) {
      long word = (long) WORD.get(bytes, at);
      long commas = equal(word, COMMAS);
      // Few words have a byte below the comma, such as a blank.
      boolean perhapsLast = (~(((word & LOW_BITS) + COMMA_IS_HIGH) | word) & HIGH_BITS) != 0;
      long others = perhapsLast ? equal(word, NEWLINES) | equal(word, QUOTES) : 0;
      if (others != 0) {
        commas &= Long.lowestOneBit(others) - 1;
      }
      if (found <= lastCell) {
        for (; commas != 0; commas &= commas - 1) {
          ends[found++] = at + firstByte(commas);
        }
      } else {
        found += Long.bitCount(commas);
      }
      if (others != 0) {
        int end = at + firstByte(others);
        if (found <= lastCell) {
          ends[found] = end;
        }
        return end < limit && bytes[end] == '\n' && found == cells - 1 ? end : NOT_PLAIN;
      }
    }
    return NOT_PLAIN;
  }

  /** Sets the highest bit of each byte in which the words are equal, and no other bit. */
  private static long equal(long word, long other) {
    long zeroWhereEqual = word ^ other;
    return ~(((zeroWhereEqual & LOW_BITS) + LOW_BITS) | zeroWhereEqual | LOW_BITS);
  }

  /** The number of the first byte in which {@link #equal} has set the bit. */
  private static int firstByte(long mask) {
    return Long.numberOfTrailingZeros(mask) >>> 3;
  }

  private boolean takeNumbers(byte[] bytes, StatTable table) {
    int[] ends = this.ends;
    for (int i = 0; i < wantedCells.length; i++) {
      int cell = wantedCells[i];
      long value = number(bytes, ends[cell - 1] + 1, ends[cell]);
      if (value == NO_NUMBER) {
        return false;
      }
      table.set(columns[i], value);
    }
    return true;
  }

  private void takeTexts(byte[] bytes, StatTable table) {
    for (int column = 0; column < textCells.length; column++) {
      int cell = textCells[column];
      if (cell >= 0) {
        int start = ends[cell - 1] + 1;
        int end = ends[cell];
        table.setText(column, start == end ? null : texts.get(bytes, start, end));
      }
    }
  }

  /** The number in a cell, {@link StatTable#ABSENT} if it is empty, or {@link #NO_NUMBER}. */
  private static long number(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return StatTable.ABSENT;
    }
    if (length == 1) {
      int digit = bytes[start] - '0';
      return digit < 0 || digit > 9 ? NO_NUMBER : digit;
    }
    if (length > Long.BYTES || end < Long.BYTES) {
      return longNumber(bytes, start, end);
    }
    // The first byte is the lowest. Those before the cell become zeros.
    long word = (long) WORD.get(bytes, end - Long.BYTES) ^ ZEROS;
    word &= -1L << (8 * (Long.BYTES - length));
    boolean onlyDigits = (((word + TEN_IS_HIGH) | word) & HIGH_BITS) == 0;
    if (!onlyDigits) {
      return longNumber(bytes, start, end);
    }
    // Each step joins neighbours: four numbers of two digits, two of four, one of eight.
    word = (word * 10 + (word >>> 8)) & 0x00ff_00ff_00ff_00ffL;
    word = (word * 100 + (word >>> 16)) & 0x0000_ffff_0000_ffffL;
    return (word * 10_000 + (word >>> 32)) & 0xffff_ffffL;
  }

  /** The same for any length and sign. */
  private static long longNumber(byte[] bytes, int start, int end) {
    boolean negative = start < end && bytes[start] == '-';
    int digits = negative ? start + 1 : start;
    if (end - digits > 18 || end == digits) {
      return NO_NUMBER;
    }
    long value = 0;
    for (int i = digits; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NO_NUMBER;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }
}
