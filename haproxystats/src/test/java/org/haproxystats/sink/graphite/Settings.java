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
  /** How long the receiver may take nothing, and how long it may take to confirm. */
  private record Limits(Duration write, Duration confirm) {}

  /** For receivers that are well, on a machine that may be busy. */
  private static final Limits PATIENT = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(60));

  private static final Limits IMPATIENT = new Limits(Duration.ofMillis(300), Duration.ofSeconds(1));

  private Settings() {}

  static GraphiteSettings plain() {
    return names(true, true, Optional.empty());
  }

  static GraphiteSettings names(
      boolean prefixHostname, boolean fqdn, Optional<GroupSettings> groups) {
    return settings("127.0.0.1", 1, 0, PATIENT, "loadbalancers", prefixHostname, fqdn, groups);
  }

  static GraphiteSettings namespace(String namespace) {
    return settings("127.0.0.1", 1, 0, PATIENT, namespace, true, true, Optional.empty());
  }

  static GraphiteSettings receiver(String server, int port, int retries) {
    return settings(server, port, retries, PATIENT, "loadbalancers", true, true, Optional.empty());
  }

  /** One that is soon given up. */
  static GraphiteSettings impatient(int port) {
    return settings("127.0.0.1", port, 0, IMPATIENT, "loadbalancers", true, true, Optional.empty());
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
      Limits limits,
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
        limits.write,
        true,
        limits.confirm,
        Duration.ofMillis(50),
        OptionalInt.empty(),
        namespace,
        prefixHostname,
        fqdn,
        Optional.of("lb-01.example.com"),
        groups);
  }
}
