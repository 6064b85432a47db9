package org.haproxystats.config;

/**
 * Where a setting was written.
 *
 * @param file the file's name as it was given; {@code built-in} for what is no file
 * @param line the line, counted from 1; 0: the file as a whole
 */
public record Origin(String file, int line) {
  static final Origin BUILT_IN = new Origin("built-in", 0);

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
