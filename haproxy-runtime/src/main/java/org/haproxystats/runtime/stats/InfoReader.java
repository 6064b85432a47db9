package org.haproxystats.runtime.stats;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/**
 * Reads the answer to {@code show info}: lines of {@code name: value}, split at the first colon and
 * blank. Lines of any other form are passed over.
 */
public final class InfoReader {
  private InfoReader() {}

  /**
   * Reads one answer.
   *
   * @param answer the whole answer
   * @return the values by name, in their order
   * @throws MalformedStatisticsException if there is not one value in it; the message quotes how it
   *     begins
   */
  public static ProcessInfo read(byte[] answer) throws MalformedStatisticsException {
    var text = new String(answer, StandardCharsets.UTF_8);
    var values = new LinkedHashMap<String, String>();
    text.lines()
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              if (colon > 0) {
                values.put(line.substring(0, colon), unquoted(line.substring(colon + 2)));
              }
            });
    if (values.isEmpty()) {
      throw new MalformedStatisticsException("no 'name: value' in it; it " + Excerpt.of(answer));
    }
    return new ProcessInfo(values);
  }

  /** HAProxy quotes a text with a comma or a quote in it as in CSV. */
  private static String unquoted(String value) {
    if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
      return value.substring(1, value.length() - 1).replace("\"\"", "\"");
    }
    return value;
  }
}
