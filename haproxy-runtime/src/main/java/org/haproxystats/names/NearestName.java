package org.haproxystats.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody who mistyped may have meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * {@return the known name with the smallest edit distance; empty if none is near: more than a
   * third of the letters differ, and more than two}
   *
   * @param name what was typed; the case of its letters does not count, and {@code _} is the same
   *     as {@code -}
   * @param known the names to choose from; the first in the order of the alphabet wins where two
   *     are as near
   */
  public static Optional<String> of(String name, Collection<String> known) {
    String wanted = normal(name);
    int limit = Math.max(2, wanted.length() / 3);
    return known.stream()
        .filter(candidate -> distance(wanted, normal(candidate)) <= limit)
        .min(
            Comparator.comparingInt((String candidate) -> distance(wanted, normal(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How many letters must be added, removed or replaced to turn one name into the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
