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

  /**
   * {@return whether a socket of this level may do what needs another: if this one is the same or
   * higher}
   *
   * @param needed the level that a command needs
   */
  public boolean permits(AccessLevel needed) {
    return compareTo(needed) >= 0;
  }

  /**
   * Reads HAProxy's own word.
   *
   * @param word {@code user}, {@code operator} or {@code admin}, in small letters
   * @return the level; empty for any other word
   */
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
