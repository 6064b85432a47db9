package org.haproxystats.runtime;

import java.util.Locale;
import java.util.Optional;

/** What a stats socket lets its users do ({@code level} of {@code stats socket}), rising. */
public enum AccessLevel {
  /** Reads what is not sensitive. */
  USER,
  /** Reads everything, and clears counters. */
  OPERATOR,
  /** Changes everything. */
  ADMIN;

  /** Whether a socket of this level may do what another level is needed for. */
  public boolean permits(AccessLevel needed) {
    return compareTo(needed) >= 0;
  }

  /** Reads HAProxy's own word; empty if it is none. */
  public static Optional<AccessLevel> parse(String word) {
    for (var level : values()) {
      if (level.toString().equals(word)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  /** As HAProxy's configuration has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
