package org.haproxystats.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The grouping of Graphite paths by name: {@code group-namespace}, {@code
 * group-namespace-double-writes} and the sections {@code [frontend-groups]}, {@code
 * [backend-groups]} and {@code [server-groups]}.
 *
 * @param namespace the path component in front of the group's name
 * @param doubleWrites whether the plain path is written beside the grouped one
 * @param frontends the groups of frontends in file order; the first match wins
 * @param backends the groups of backends, and of the servers below them
 * @param servers the groups of servers over all backends
 */
public record GroupSettings(
    String namespace,
    boolean doubleWrites,
    List<Group> frontends,
    List<Group> backends,
    List<Group> servers) {
  public GroupSettings {
    frontends = List.copyOf(frontends);
    backends = List.copyOf(backends);
    servers = List.copyOf(servers);
  }

  /**
   * One group.
   *
   * @param name the group's name, in lower case
   * @param pattern searched anywhere in the sanitised name
   */
  public record Group(String name, Pattern pattern) {}
}
