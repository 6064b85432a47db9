package org.haproxystats.runtime.map;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one use of a map or an ACL makes of a value. HAProxy does not escape what it quotes here, so
 * a key or a value that has {@code ", } in it may be cut at the wrong place.
 *
 * @param method how it is matched: {@code str}, {@code beg}, {@code ip}, {@code reg}, ...
 * @param caseSensitive whether case counts
 * @param matched whether an entry matches
 * @param index what HAProxy finds entries with, {@code tree} or {@code list}; empty without a match
 * @param key the key or pattern that matches; empty without a match
 * @param value the value of that key; empty without a match and for an ACL
 * @param valueType the type of the value, {@code str}, {@code sint}, ...; empty as the value is
 */
public record LookupResult(
    String method,
    boolean caseSensitive,
    boolean matched,
    Optional<String> index,
    Optional<String> key,
    Optional<String> value,
    Optional<String> valueType) {
  private static final Pattern LINE =
      Pattern.compile(
          "type=([^,]+), case=(sensitive|insensitive), (?:found|match)=(yes|no)"
              + "(?:, idx=(\\w+))?"
              + "(?:, (?:key|pattern)=(?:unknown|\"(.*?)\"))?"
              + "(?:, value=(?:none|\"(.*)\", type=\"(\\w+)\"))?",
          Pattern.DOTALL);

  /** Reads one line; null if it is none. */
  static @Nullable LookupResult parse(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      return null;
    }
    return new LookupResult(
        parts.group(1),
        parts.group(2).equals("sensitive"),
        parts.group(3).equals("yes"),
        Optional.ofNullable(parts.group(4)),
        Optional.ofNullable(parts.group(5)),
        Optional.ofNullable(parts.group(6)),
        Optional.ofNullable(parts.group(7)));
  }
}
