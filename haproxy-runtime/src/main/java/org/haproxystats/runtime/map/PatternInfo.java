package org.haproxystats.runtime.map;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A map or an ACL as {@code show map} and {@code show acl} list it.
 *
 * @param number HAProxy's own number of it
 * @param file empty where the patterns are in the configuration itself
 * @param description where it comes from and who uses it, in HAProxy's words
 * @param versions empty before HAProxy 2.4, which knows no versions
 */
public record PatternInfo(
    int number, String file, String description, Optional<Versions> versions) {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{1,9}) \\((.*?)\\) (.*?)(?:\\. curr_ver=(\\d+) next_ver=(\\d+) entry_cnt=(\\d+))?",
          Pattern.DOTALL);

  /**
   * What HAProxy tells of the versions of a map or an ACL.
   *
   * @param current the number of the one in use
   * @param last the greatest that {@code prepare} has given
   * @param entries the entries of all versions, counted once for each place that the configuration
   *     uses them in
   */
  public record Versions(long current, long last, long entries) {}

  /** Reads one line; null if it is none. */
  static @Nullable PatternInfo parse(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      return null;
    }
    return new PatternInfo(
        Integer.parseInt(parts.group(1)),
        parts.group(2),
        parts.group(3),
        Optional.ofNullable(parts.group(4))
            .map(
                current ->
                    new Versions(
                        Long.parseLong(current),
                        Long.parseLong(parts.group(5)),
                        Long.parseLong(parts.group(6)))));
  }
}
