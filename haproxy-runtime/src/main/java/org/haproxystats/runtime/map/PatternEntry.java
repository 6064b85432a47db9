package org.haproxystats.runtime.map;

/**
 * What a map or an ACL has one of in each line.
 *
 * @param key the key of a map, or the pattern of an ACL
 * @param value the value of a map, as text; empty for an ACL
 */
public record PatternEntry(String key, String value) {

  /**
   * {@return an entry of an ACL}
   *
   * @param pattern what is matched against traffic
   */
  public static PatternEntry pattern(String pattern) {
    return new PatternEntry(pattern, "");
  }
}
