package org.haproxystats.config;

import static org.haproxystats.config.IniFile.DEFAULT;
import static org.haproxystats.config.OptionCatalog.GRAPHITE;
import static org.haproxystats.config.OptionCatalog.PATHS;
import static org.haproxystats.config.OptionCatalog.PROCESS;
import static org.haproxystats.config.OptionCatalog.PULL;

import java.util.List;

/** Who reads the configuration. A program fails only for what it uses. */
public enum Program {
  PULL_ONLY,
  PROCESS_ONLY,
  /** Pull and process in one JVM. */
  BOTH;

  /** Whether a wrong value in this section stops the program. */
  boolean uses(String section) {
    return switch (this) {
      case PULL_ONLY -> section.equals(PULL) || section.equals(DEFAULT);
      case PROCESS_ONLY -> !section.equals(PULL);
      case BOTH -> true;
    };
  }

  /** The sections whose built-in values {@code --print} shows. */
  List<String> builtInSections() {
    return switch (this) {
      case PULL_ONLY -> List.of(DEFAULT, PULL);
      case PROCESS_ONLY -> List.of(DEFAULT, GRAPHITE, PATHS, PROCESS);
      case BOTH -> List.of(DEFAULT, GRAPHITE, PATHS, PROCESS, PULL);
    };
  }

  /** Whether {@code --print-conf} shows this section. */
  boolean prints(String section) {
    return switch (this) {
      case PULL_ONLY -> section.equals(DEFAULT) || section.equals(PULL);
      case PROCESS_ONLY -> !section.equals(PULL);
      case BOTH -> true;
    };
  }
}
