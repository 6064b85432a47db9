package org.haproxystats.config;

import java.util.Locale;
import java.util.Optional;

/** From which level on the log shows events: the values of the option {@code loglevel}. */
public enum LogLevel {
  /** Everything. */
  NOTSET,
  DEBUG,
  INFO,
  WARNING,
  ERROR,
  /** The same as {@link #ERROR}: nothing is logged above it. */
  CRITICAL;

  static final String VALID = "debug, info, warning, warn, error, critical, fatal or notset";

  static Optional<LogLevel> parse(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "notset" -> Optional.of(NOTSET);
      case "debug" -> Optional.of(DEBUG);
      case "info" -> Optional.of(INFO);
      case "warning", "warn" -> Optional.of(WARNING);
      case "error" -> Optional.of(ERROR);
      case "critical", "fatal" -> Optional.of(CRITICAL);
      default -> Optional.empty();
    };
  }
}
