package org.haproxystats.sink.graphite;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.config.GroupSettings;
import org.haproxystats.config.GroupSettings.Group;

/** Graphite settings for tests, one thing changed at a time. */
final class Settings {
  private Settings() {}

  static GraphiteSettings plain() {
    return names(true, true, Optional.empty());
  }

  static GraphiteSettings names(
      boolean prefixHostname, boolean fqdn, Optional<GroupSettings> groups) {
    return settings("127.0.0.1", 1, 0, "loadbalancers", prefixHostname, fqdn, groups);
  }

  static GraphiteSettings namespace(String namespace) {
    return settings("127.0.0.1", 1, 0, namespace, true, true, Optional.empty());
  }

  static GraphiteSettings receiver(String server, int port, int retries) {
    return settings(server, port, retries, "loadbalancers", true, true, Optional.empty());
  }

  static GroupSettings groups(
      boolean doubleWrites, List<Group> frontends, List<Group> backends, List<Group> servers) {
    return new GroupSettings("Flavor", doubleWrites, frontends, backends, servers);
  }

  static Group group(String name, String pattern) {
    return new Group(name, Pattern.compile(pattern));
  }

  private static GraphiteSettings settings(
      String server,
      int port,
      int retries,
      String namespace,
      boolean prefixHostname,
      boolean fqdn,
      Optional<GroupSettings> groups) {
    return new GraphiteSettings(
        true,
        server,
        port,
        retries,
        Duration.ofMillis(20),
        2,
        Duration.ofSeconds(1),
        Duration.ofMillis(300),
        true,
        Duration.ofSeconds(3),
        Duration.ofMillis(50),
        OptionalInt.empty(),
        namespace,
        prefixHostname,
        fqdn,
        Optional.of("lb-01.example.com"),
        groups);
  }
}
