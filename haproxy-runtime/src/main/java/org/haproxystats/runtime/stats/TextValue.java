package org.haproxystats.runtime.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the processes say in a field of one object: each text, with the number of processes that say
 * it. Of a text that is the same in all processes, such as an address, only the first is kept.
 */
public final class TextValue {
  private final Map<String, Integer> counts;
  private final String text;

  private TextValue(Map<String, Integer> counts) {
    this.counts = counts;
    String most = "";
    int highest = 0;
    for (var count : counts.entrySet()) {
      if (count.getValue() > highest) {
        most = count.getKey();
        highest = count.getValue();
      }
    }
    text = most;
  }

  /**
   * {@return the text of one process}
   *
   * @param text as HAProxy wrote it
   */
  public static TextValue of(String text) {
    return new TextValue(Map.of(text, 1));
  }

  /** {@return what most processes say; of several that as many say, the one that came first} */
  public String text() {
    return text;
  }

  /**
   * {@return every text with the number of processes that say it, in the order in which they came}
   */
  public Map<String, Integer> counts() {
    return counts;
  }

  TextValue plus(TextValue other) {
    var sum = new LinkedHashMap<>(counts);
    other.counts.forEach((each, count) -> sum.merge(each, count, Integer::sum));
    return new TextValue(Collections.unmodifiableMap(sum));
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
