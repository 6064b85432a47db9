package org.haproxystats.runtime.stats;

import java.nio.charset.StandardCharsets;

/** How something begins, in words that fit into one line of a log. */
final class Excerpt {
  private static final int LIMIT = 60;

  private Excerpt() {}

  static String of(byte[] bytes) {
    if (bytes.length == 0) {
      return "is empty";
    }
    var start = new String(bytes, 0, Math.min(LIMIT, bytes.length), StandardCharsets.UTF_8);
    return "begins with '" + start.replaceAll("\\p{Cntrl}", " ").strip() + "'";
  }
}
