package org.haproxystats.config;

import static org.haproxystats.config.IniFile.DEFAULT;
import static org.haproxystats.config.OptionCatalog.BACKEND_GROUPS;
import static org.haproxystats.config.OptionCatalog.FRONTEND_GROUPS;
import static org.haproxystats.config.OptionCatalog.GRAPHITE;
import static org.haproxystats.config.OptionCatalog.GROUPS;
import static org.haproxystats.config.OptionCatalog.LOCAL_STORE;
import static org.haproxystats.config.OptionCatalog.PATHS;
import static org.haproxystats.config.OptionCatalog.PROCESS;
import static org.haproxystats.config.OptionCatalog.PULL;
import static org.haproxystats.config.OptionCatalog.SERVER_GROUPS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.PatternSyntaxException;
import org.haproxystats.names.NearestName;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.RuleSet;

/** Turns the text of all sections into settings, and notes everything that is wrong on the way. */
final class ConfigurationReader {
  private static final int ANY = Integer.MAX_VALUE;
  private static final String SERVERS_VALID =
      "tcp://host:port, tcp://[address]:port or unix:///path, separated by commas";

  private final ConfigurationText text;
  private final Program program;
  private final MetricNames metricNames;
  private final List<SinkSection> sinks;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings;

  ConfigurationReader(
      ConfigurationText text, Program program, MetricNames metricNames, List<SinkSection> sinks) {
    this.text = text;
    this.program = program;
    this.metricNames = metricNames;
    this.sinks = sinks;
    this.warnings = new ArrayList<>(text.warnings());
  }

  Configuration read() throws ConfigurationException {
    warnings.addAll(UnknownNames.in(text, program, sinks));
    paths();
    // Servers and the socket directory are checked for process too, as it always was.
    var socketDir = section(PULL, true).path("socket-dir");
    var servers = endpoints(section(PULL, true), "servers");
    section(PULL, true).integer("buffer-limit", 1, ANY);
    var backlog = backlog(section(PROCESS));
    var configuration =
        new Configuration(
            pull(section(PULL), socketDir, servers, backlog),
            section(PULL).logLevel(),
            process(section(PROCESS)),
            backlog,
            section(PROCESS).logLevel(),
            graphite(section(GRAPHITE)),
            localStore(section(LOCAL_STORE)),
            warnings);
    if (!errors.isEmpty()) {
      // What is wrong in [DEFAULT] is met in each section that inherits it.
      throw new ConfigurationException(errors.stream().distinct().toList(), warnings);
    }
    return configuration;
  }

  private SectionReader section(String name) {
    return section(name, program.uses(name));
  }

  private SectionReader section(String name, boolean used) {
    return new SectionReader(text, name, used ? errors : warnings);
  }

  private void paths() {
    var paths = section(PATHS);
    paths.logLevel();
    paths.text("base-dir");
  }

  private static PullSettings pull(
      SectionReader pull,
      Optional<Path> socketDir,
      List<Endpoint> servers,
      BacklogSettings backlog) {
    // The original writes files with this many threads. Here it has no effect, but stays checked.
    pull.integer("workers", 1, ANY);
    Path dstDir = pull.pathOrBuiltIn("dst-dir");
    Path tmpDstDir = pull.pathOrBuiltIn("tmp-dst-dir");
    if (dstDir.toAbsolutePath().normalize().equals(tmpDstDir.toAbsolutePath().normalize())) {
      pull.reject(
          "tmp-dst-dir",
          tmpDstDir.toString(),
          "it is the same as dst-dir",
          "another directory on the same file system");
    }
    refuseEqualNames(pull, servers);
    return new PullSettings(
        socketDir,
        servers,
        endpoints(pull, "master-socket"),
        pull.retries("retries"),
        pull.positiveSeconds("timeout"),
        pull.seconds("interval"),
        pull.seconds("pull-timeout"),
        Duration.ofSeconds(
            pull.integer("pull-interval", 1, (int) SectionReader.LONGEST.toSeconds())),
        dstDir,
        tmpDstDir,
        queueSize(pull, backlog),
        backlog.bytes() + backlog.bytes() / 10, // Process, while it runs, keeps less.
        pull.choice("on-partial", OnPartial.class),
        pull.choice("counters-survive-reload", CountersSurviveReload.class));
  }

  /**
   * Unless the user says otherwise, pulling goes on for as long as process keeps the backlog within
   * its bounds: so many more than those only wait when process does not run.
   */
  private static int queueSize(SectionReader pull, BacklogSettings backlog) {
    int queueSize = pull.integer("queue-size", 1, ANY);
    return pull.isSetByUser("queue-size")
        ? queueSize
        : (int) Math.min((long) queueSize + backlog.snapshots(), ANY);
  }

  private static List<Endpoint> endpoints(SectionReader pull, String option) {
    var endpoints = new ArrayList<Endpoint>();
    var value = pull.text(option);
    if (value.isEmpty()) {
      return endpoints;
    }
    if (value.get().isEmpty()) {
      pull.reject(option, "", "it is empty", SERVERS_VALID);
      return endpoints;
    }
    for (String item : value.get().split(",", -1)) {
      String server = Text.strip(item);
      if (server.isEmpty()) {
        pull.reject(option, value.get(), "there is nothing before or after a comma", SERVERS_VALID);
        continue;
      }
      try {
        endpoints.add(Endpoint.parse(server));
      } catch (IllegalArgumentException e) {
        pull.reject(option, server, String.valueOf(e.getMessage()), SERVERS_VALID);
      }
    }
    return endpoints;
  }

  /** A socket that is named twice is pulled once; two sockets cannot share their files. */
  private static void refuseEqualNames(SectionReader pull, List<Endpoint> servers) {
    var byName = new HashMap<String, Endpoint>();
    for (Endpoint server : servers) {
      Endpoint other = byName.putIfAbsent(server.shortName(), server);
      if (other != null && !other.resolved().equals(server.resolved())) {
        pull.reject(
            "servers",
            server.toString(),
            "its files would have the same names as those of '%s'".formatted(other),
            "sockets of different base names");
      }
    }
  }

  private ProcessSettings process(SectionReader process) {
    return new ProcessSettings(
        process.integer("workers", 1, ANY),
        process.pathOrBuiltIn("src-dir"),
        process.choice("aggregation", RuleSet.class),
        metrics(process, "daemon-metrics", ObjectKind.DAEMON),
        metrics(process, "frontend-metrics", ObjectKind.FRONTEND),
        metrics(process, "backend-metrics", ObjectKind.BACKEND),
        metrics(process, "server-metrics", ObjectKind.SERVER),
        process.bool("aggr-server-metrics"),
        process.bool("per-process-metrics"),
        process.bool("calculate-percentages"),
        process.path("exclude-frontends"),
        process.path("exclude-backends"),
        process.positiveSeconds("liveness-check-interval"));
  }

  private static BacklogSettings backlog(SectionReader process) {
    return new BacklogSettings(
        process.integer("backlog-snapshots", 1, ANY),
        process.number("backlog-bytes", 1),
        process.seconds("backlog-age"),
        process.integer("backlog-rate", 0, ANY));
  }

  private Optional<List<String>> metrics(SectionReader process, String option, ObjectKind kind) {
    String valid =
        "names of its numbers that 'haproxystats fields' lists, separated by blanks, or all";
    var value = process.text(option);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().isEmpty()) {
      process.reject(option, "", "invalid list of metrics: it is empty", valid);
      return Optional.empty();
    }
    var names = Arrays.stream(Text.strip(value.get()).split("\\s+")).distinct().toList();
    if (names.contains(FieldCatalog.ALL)) {
      return Optional.of(List.of(FieldCatalog.ALL));
    }
    var known = metricNames.of(kind, process.pathOrBuiltIn("src-dir"));
    for (String name : names) {
      if (!known.contains(name)) {
        String near =
            NearestName.of(name, known).map(found -> "; did you mean '" + found + "'?").orElse("");
        String reason =
            "invalid list of metrics: no HAProxy has such a number of a "
                + kind.name().toLowerCase(Locale.ROOT);
        process.reject(option, name, reason + near, valid);
      }
    }
    return Optional.of(names);
  }

  private GraphiteSettings graphite(SectionReader graphite) {
    graphite.logLevel();
    if (!graphite.bool("enabled")
        && !text.has(LOCAL_STORE)
        && sinks.stream().noneMatch(sink -> sink.isOn(text))) {
      graphite.reject(
          "enabled",
          graphite.text("enabled").orElse(""),
          "there would be nowhere to send metrics to",
          "true, or false with the section of another sink, such as [local-store]");
    }
    String server = notEmpty(graphite, "server", "a host name or an address").orElse("127.0.0.1");
    int port = graphite.integer("port", 1, 65535);
    return new GraphiteSettings(
        graphite.bool("enabled"),
        server,
        port,
        graphite.retries("retries"),
        graphite.seconds("interval"),
        graphite.decimal("backoff"),
        graphite.positiveSeconds("connect-timeout"),
        graphite.positiveSeconds("write-timeout"),
        graphite.bool("confirm"),
        graphite.positiveSeconds("confirm-timeout"),
        graphite.seconds("delay"),
        queueSize(graphite),
        graphite.pathComponent("namespace").orElse("loadbalancers"),
        graphite.bool("prefix-hostname"),
        graphite.bool("fqdn"),
        graphite.pathComponent("hostname"),
        groups(graphite),
        graphite.bool("tags"),
        graphite.bool("rates"),
        RelaySettings.read(graphite, new Relay(server, port)));
  }

  /** The original's default is meant for memory; on disk it holds only for who set it. */
  private static OptionalInt queueSize(SectionReader graphite) {
    int queueSize = graphite.integer("queue-size", 1, ANY);
    return graphite.isSetByUser("queue-size") ? OptionalInt.of(queueSize) : OptionalInt.empty();
  }

  private static Optional<String> notEmpty(SectionReader section, String option, String valid) {
    return section.read(
        option, value -> Optional.of(value).filter(v -> !v.isEmpty()), _ -> "it is empty", valid);
  }

  private Optional<GroupSettings> groups(SectionReader graphite) {
    if (!graphite.isSet("group-namespace")) {
      withoutNamespace();
      return Optional.empty();
    }
    Origin origin = text.raw(GRAPHITE, "group-namespace").map(Setting::origin).orElseThrow();
    if (GROUPS.stream().noneMatch(text::has)) {
      graphite.reject(
          "group-namespace",
          graphite.text("group-namespace").orElse(""),
          "there is no section with groups",
          "at least one of [frontend-groups], [backend-groups] and [server-groups]");
    }
    boolean doubleWrites = false;
    if (graphite.isSet("group-namespace-double-writes")) {
      doubleWrites =
          graphite
              .read(
                  "group-namespace-double-writes",
                  PythonLiteral::bool,
                  value -> "Not a boolean: " + Problem.shown(value),
                  "true, yes, on, 1, false, no, off or 0")
              .orElse(false);
    } else {
      (program.uses(GRAPHITE) ? errors : warnings)
          .add(
              Problem.ofOption(
                  origin,
                  GRAPHITE,
                  "group-namespace-double-writes",
                  "it must be set to true or false because group-namespace is set"));
    }
    var namespace = graphite.pathComponent("group-namespace");
    if (namespace.isPresent() && namespace.get().isEmpty()) {
      graphite.reject("group-namespace", "", "it is empty", "a text without blanks");
    }
    return Optional.of(
        new GroupSettings(
            namespace.orElse(""),
            doubleWrites,
            groupsOf(FRONTEND_GROUPS),
            groupsOf(BACKEND_GROUPS),
            groupsOf(SERVER_GROUPS)));
  }

  private void withoutNamespace() {
    for (String section : List.of(FRONTEND_GROUPS, BACKEND_GROUPS, SERVER_GROUPS)) {
      if (text.has(section)) {
        (program.uses(GRAPHITE) ? errors : warnings)
            .add(
                Problem.ofOption(
                    text.origin(section),
                    GRAPHITE,
                    "group-namespace",
                    "it has no value, but there is a section:'%s'; set it or remove the section"
                        .formatted(section)));
      }
    }
  }

  /** The groups of a section; options of {@code [DEFAULT]} are no groups. */
  private List<GroupSettings.Group> groupsOf(String section) {
    var groups = new ArrayList<GroupSettings.Group>();
    var reader = section(section);
    for (String name : text.own(section).keySet()) {
      if (text.own(DEFAULT).containsKey(name)) {
        continue;
      }
      reader
          .text(name)
          .ifPresent(
              expression -> {
                try {
                  groups.add(new GroupSettings.Group(name, PythonRegex.compile(expression)));
                } catch (PatternSyntaxException e) {
                  reader.reject(
                      name,
                      expression,
                      "bad regular expression: " + e.getDescription(),
                      "a regular expression, with $$ for a dollar sign");
                }
              });
    }
    return groups;
  }

  private Optional<LocalStoreSettings> localStore(SectionReader localStore) {
    if (!text.has(LOCAL_STORE)) {
      return Optional.empty();
    }
    if (!localStore.isSet("dir")) {
      (program.uses(LOCAL_STORE) ? errors : warnings)
          .add(
              Problem.ofOption(
                  text.origin(LOCAL_STORE),
                  LOCAL_STORE,
                  "dir",
                  "it is missing; set the directory to write to"));
      return Optional.empty();
    }
    return localStore.path("dir").map(LocalStoreSettings::new);
  }
}
