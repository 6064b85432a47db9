package org.haproxystats.config;

import static org.haproxystats.config.IniFile.DEFAULT;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every section and option that the programs know, with the built-in values. */
final class OptionCatalog {
  static final String PATHS = "paths";
  static final String PULL = "pull";
  static final String PROCESS = "process";
  static final String GRAPHITE = "graphite";
  static final String LOCAL_STORE = "local-store";
  static final String FRONTEND_GROUPS = "frontend-groups";
  static final String BACKEND_GROUPS = "backend-groups";
  static final String SERVER_GROUPS = "server-groups";

  /** The sections whose options are names that the user chooses. */
  static final Set<String> GROUPS = Set.of(FRONTEND_GROUPS, BACKEND_GROUPS, SERVER_GROUPS);

  private static final List<Option> OPTIONS =
      List.of(
          Option.of(DEFAULT, "loglevel", "info"),
          Option.of(DEFAULT, "retries", "2"),
          Option.of(DEFAULT, "timeout", "1"),
          Option.of(DEFAULT, "interval", "2"),
          Option.of(PATHS, "base-dir", "/var/lib/haproxystats"),
          Option.unset(PATHS, "loglevel"),
          Option.unset(PULL, "loglevel"),
          Option.unset(PULL, "socket-dir"),
          Option.unset(PULL, "servers"),
          Option.unset(PULL, "master-socket"),
          Option.of(PULL, "retries", "1"),
          Option.of(PULL, "timeout", "0.1"),
          Option.of(PULL, "interval", "0.5"),
          Option.of(PULL, "pull-timeout", "2"),
          Option.of(PULL, "pull-interval", "10"),
          Option.of(PULL, "buffer-limit", "6291456"),
          Option.of(PULL, "dst-dir", "/var/lib/haproxystats/incoming"),
          Option.of(PULL, "tmp-dst-dir", "/var/lib/haproxystats/incoming.tmp"),
          Option.of(PULL, "workers", "8"),
          Option.of(PULL, "queue-size", "360"),
          Option.added(PULL, "on-partial", "discard"),
          Option.added(PULL, "counters-survive-reload", "no"),
          Option.unset(PROCESS, "loglevel"),
          Option.of(PROCESS, "workers", "4"),
          Option.of(PROCESS, "src-dir", "/var/lib/haproxystats/incoming"),
          Option.added(PROCESS, "aggregation", "compatible"),
          Option.unset(PROCESS, "daemon-metrics"),
          Option.unset(PROCESS, "frontend-metrics"),
          Option.unset(PROCESS, "backend-metrics"),
          Option.unset(PROCESS, "server-metrics"),
          Option.of(PROCESS, "aggr-server-metrics", "false"),
          Option.unset(PROCESS, "exclude-frontends"),
          Option.unset(PROCESS, "exclude-backends"),
          Option.of(PROCESS, "per-process-metrics", "false"),
          Option.of(PROCESS, "calculate-percentages", "false"),
          Option.of(PROCESS, "liveness-check-interval", "10"),
          Option.added(PROCESS, "backlog-snapshots", "10000"),
          Option.added(PROCESS, "backlog-bytes", "10000000000"),
          Option.added(PROCESS, "backlog-age", "0"),
          Option.added(PROCESS, "backlog-rate", "50000"),
          Option.added(GRAPHITE, "enabled", "true"),
          Option.unset(GRAPHITE, "loglevel"),
          Option.of(GRAPHITE, "server", "127.0.0.1"),
          Option.of(GRAPHITE, "port", "3002"),
          Option.unset(GRAPHITE, "relays"),
          Option.added(GRAPHITE, "relay-mode", "failover"),
          Option.added(GRAPHITE, "protocol", "text"),
          Option.added(GRAPHITE, "tls", "false"),
          Option.unset(GRAPHITE, "tls-ca"),
          Option.unset(GRAPHITE, "tls-certificate"),
          Option.added(GRAPHITE, "tls-check-name", "true"),
          Option.of(GRAPHITE, "retries", "3"),
          Option.of(GRAPHITE, "interval", "1.8"),
          Option.of(GRAPHITE, "backoff", "2"),
          Option.of(GRAPHITE, "connect-timeout", "1.0"),
          Option.of(GRAPHITE, "write-timeout", "1.0"),
          Option.added(GRAPHITE, "confirm", "true"),
          Option.added(GRAPHITE, "confirm-timeout", "30"),
          Option.of(GRAPHITE, "delay", "10"),
          Option.of(GRAPHITE, "queue-size", "1000000"),
          Option.of(GRAPHITE, "namespace", "loadbalancers"),
          Option.of(GRAPHITE, "prefix-hostname", "true"),
          Option.of(GRAPHITE, "fqdn", "true"),
          Option.unset(GRAPHITE, "hostname"),
          Option.added(GRAPHITE, "tags", "false"),
          Option.added(GRAPHITE, "rates", "false"),
          Option.unset(GRAPHITE, "group-namespace"),
          Option.unset(GRAPHITE, "group-namespace-double-writes"),
          Option.withoutEffect(GRAPHITE, "timeout"),
          Option.unset(LOCAL_STORE, "dir"));

  private static final Map<String, Map<String, Option>> BY_SECTION = bySection();

  private OptionCatalog() {}

  private static Map<String, Map<String, Option>> bySection() {
    Map<String, Map<String, Option>> sections = new LinkedHashMap<>();
    for (Option option : OPTIONS) {
      sections
          .computeIfAbsent(option.section(), _ -> new LinkedHashMap<>())
          .put(option.name(), option);
    }
    GROUPS.stream().sorted().forEach(group -> sections.put(group, Map.of()));
    return sections;
  }

  static List<Option> options() {
    return OPTIONS;
  }

  static Collection<String> sections() {
    return BY_SECTION.keySet();
  }

  /** The options of a section by name; none for a section that is unknown or holds groups. */
  static Map<String, Option> options(String section) {
    return BY_SECTION.getOrDefault(section, Map.of());
  }

  static Optional<String> builtIn(String section, String option) {
    return Optional.ofNullable(options(section).get(option)).flatMap(Option::builtIn);
  }
}
