package org.haproxystats.runtime.process;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first line of {@code show stat}: which columns there are, and where, depends on HAProxy's
 * version and build.
 *
 * @param columns the number of each column, from 0, by name
 * @param width how many columns there are
 */
record StatHeader(Map<String, Integer> columns, int width) {
  private static final String START = "# pxname,svname,";

  static boolean is(String line) {
    return line.startsWith(START) && line.endsWith(",");
  }

  static StatHeader parse(String line) {
    var names = line.substring("# ".length()).split(",", -1);
    int width = names.length - 1; // after the last comma comes nothing
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < width; i++) {
      if (!names[i].equals("-")) { // parts the fixed fields from those of modules
        columns.putIfAbsent(names[i], i);
      }
    }
    return new StatHeader(columns, width);
  }
}
