package org.haproxystats.runtime.stats;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of frontends and backends to leave out. A dot and an underscore in a name are the same, as
 * they are for an {@link StatAggregator}.
 *
 * @param frontends the frontends, which are left out with their listeners
 * @param backends the backends, which are left out with their servers
 */
public record Exclusions(Set<String> frontends, Set<String> backends) {
  public static final Exclusions NONE = new Exclusions(Set.of(), Set.of());

  /** Takes the names as they are, with dots or with underscores. */
  public Exclusions {
    frontends = withUnderscores(frontends);
    backends = withUnderscores(backends);
  }

  boolean excludes(StatObject object) {
    return switch (object.kind()) {
      case FRONTEND -> contains(frontends, object.name());
      case BACKEND -> contains(backends, object.name());
      case SERVER -> contains(backends, object.proxy());
      case LISTENER -> contains(frontends, object.proxy());
      default -> false;
    };
  }

  private static boolean contains(Set<String> names, String name) {
    return !names.isEmpty() && names.contains(name.replace('.', '_'));
  }

  private static Set<String> withUnderscores(Set<String> names) {
    return names.stream()
        .map(name -> name.replace('.', '_'))
        .collect(Collectors.toUnmodifiableSet());
  }
}
