package org.haproxystats.runtime.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What one HAProxy process says of itself: the answer to {@code show info}. */
public final class ProcessInfo {
  private final Map<String, String> values;

  /**
   * Takes values.
   *
   * @param values by HAProxy's names, in their order; they are copied
   */
  public ProcessInfo(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** {@return all values by name, in HAProxy's order} */
  public Map<String, String> values() {
    return values;
  }

  /**
   * {@return a value as HAProxy wrote it, such as {@code Version}; empty if there is none}
   *
   * @param name HAProxy's name of it
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * {@return a value as a whole number; empty if there is none or it is something else}
   *
   * @param name HAProxy's name of it, such as {@code Uptime_sec}
   */
  public OptionalLong number(String name) {
    var text = values.get(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // text, a decimal, or beyond 64 bits: no whole number
    }
  }
}
