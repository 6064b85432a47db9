package org.haproxystats.runtime.tls;

import java.util.Locale;
import java.util.Optional;

/** Whether a file in HAProxy's memory is used. */
public enum StoreStatus {
  /** Something in the configuration uses it. */
  USED,
  /** Nothing in the configuration uses it. */
  UNUSED,
  /** It is part of a transaction; before 3.2 that is said as {@link #UNUSED}. */
  UNCOMMITTED,
  /** It has a name and no content yet. */
  EMPTY;

  /** Reads HAProxy's own word. */
  static Optional<StoreStatus> parse(String word) {
    for (var status : values()) {
      if (status.name().equals(word.toUpperCase(Locale.ROOT))) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
