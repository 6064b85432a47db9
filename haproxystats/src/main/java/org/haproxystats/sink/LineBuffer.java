package org.haproxystats.sink;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Bytes of lines, appended one after the other. Numbers are written in plain decimal notation, with
 * no exponent, and as short as they can be without losing anything.
 */
public final class LineBuffer {
  /** More than the longest number takes: the smallest double has 324 places and a few digits. */
  public static final int LONGEST_NUMBER = 400;

  private static final double WHOLE_AND_EXACT = 1L << 53;
  private static final double THREE_PLACES_AND_EXACT = 1e15;
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private byte[] bytes;
  private int length;

  public LineBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  public boolean hasRoomFor(int count) {
    return bytes.length - length >= count;
  }

  public void grow(int count) {
    bytes = Arrays.copyOf(bytes, length + count);
  }

  /* Whoever appends has made sure that there is room. */

  public void append(byte[] text) {
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  public void append(char c) {
    bytes[length++] = (byte) c;
  }

  public void append(long value) {
    long rest = value;
    if (rest < 0) {
      append('-');
    } else {
      rest = -rest; // Every long has a negative twin; the smallest has no positive one.
    }
    int end = length + digits(rest);
    length = end;
    while (rest <= -100) {
      int pair = (int) -(rest % 100) * 2;
      rest /= 100;
      bytes[--end] = PAIRS[pair + 1];
      bytes[--end] = PAIRS[pair];
    }
    int pair = (int) -rest * 2;
    bytes[--end] = PAIRS[pair + 1];
    if (rest <= -10) {
      bytes[--end] = PAIRS[pair];
    }
  }

  private static int digits(long negative) {
    int digits = 1;
    for (long bound = -10; negative <= bound && digits < 19; bound *= 10) {
      digits++;
    }
    return digits;
  }

  /** Appends a finite number. */
  public void append(double value) {
    if (Math.abs(value) < WHOLE_AND_EXACT && value == (long) value) {
      append((long) value);
      return;
    }
    // Means and seconds mostly have few places. A decimal of up to 15 digits that is nearest to the
    // double is the shortest one, and a division rounds to the nearest.
    double thousandths = Math.rint(value * 1000);
    if (Math.abs(thousandths) < THREE_PLACES_AND_EXACT && thousandths / 1000 == value) {
      appendThousandths((long) thousandths);
      return;
    }
    String text = Double.toString(value);
    if (text.indexOf('E') >= 0) {
      text = new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
    int end = text.endsWith(".0") ? text.length() - 2 : text.length();
    for (int i = 0; i < end; i++) {
      append(text.charAt(i));
    }
  }

  private void appendThousandths(long thousandths) {
    if (thousandths < 0) {
      append('-');
    }
    long whole = Math.abs(thousandths);
    append(whole / 1000);
    append('.');
    int places = (int) (whole % 1000);
    append((char) ('0' + places / 100));
    append((char) ('0' + places / 10 % 10));
    append((char) ('0' + places % 10));
    while (bytes[length - 1] == '0') {
      length--;
    }
  }
}
