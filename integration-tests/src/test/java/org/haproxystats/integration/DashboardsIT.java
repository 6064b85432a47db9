package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards for Grafana, beside what Prometheus and Graphite get of a real site. */
class DashboardsIT {
  private static final Path FOLDER = Repository.ROOT.resolve("contrib/grafana");

  private static final String PROXIES =
      Site.PROXIES
          + """
          backend checked
            server one unix@{dir}/app.sock check inter 500ms
          """;

  /** What no test can bring about from outside. */
  private static final Pattern NEVER_HERE =
      Pattern.compile(".*(snapshots_quarantined|workers_replaced|SnapshotsQuarantined|Workers).*");

  private static final Pattern PATH = Pattern.compile("\\$namespace[^,) ]+");
  private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\(");

  /** Those of Graphite's functions that the dashboards use. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "alias",
          "aliasByNode",
          "aliasSub",
          "groupByNodes",
          "offset",
          "perSecond",
          "scale",
          "sumSeries");

  @TempDir private Path directory;

  private static Map<String, String> dashboards(Path folder) throws IOException {
    var texts = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void theyAreWhatTheirSourceMakes() throws IOException {
    try (var made =
        Program.start(
            directory,
            Map.of(),
            Path.of(System.getProperty("java.home"), "bin", "java"),
            Repository.ROOT.resolve("tools/dashboards/Dashboards.java").toString(),
            directory.resolve("made").toString())) {
      assertThat(made.awaitExit()).as(made.output()).isZero();
    }
    assertThat(dashboards(directory.resolve("made"))).isEqualTo(dashboards(FOLDER)).hasSize(12);
  }

  @Test
  void eachHasAnIdOfItsOwnAndSoHasEachOfItsPanels() throws IOException {
    var uids = new HashSet<Object>();
    for (var text : dashboards(FOLDER).values()) {
      var dashboard = (Map<?, ?>) JsonText.parse(text);
      assertThat(uids.add(dashboard.get("uid"))).as("new: " + dashboard.get("uid")).isTrue();
      var ids = JsonText.all(List.of(dashboard.get("panels")), "id");
      assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(6);
      for (var targets : JsonText.all(dashboard, "targets")) {
        assertThat(JsonText.all(targets, "refId")).doesNotHaveDuplicates().isNotEmpty();
      }
    }
  }

  @Test
  void everyQueryFindsWhatAnySiteHas() throws IOException {
    int port = FreePort.next();
    try (var haproxy = RealHaproxy.start(HaproxyLine.NEWEST, directory, 2, PROXIES)) {
      leaveBehind(haproxy.socketDirectory().resolve("dead.sock"));
      var configuration = siteWithTrouble(port);
      try (var run =
              Program.start(directory, "haproxystats", "run", "-f", configuration.toString());
          var prometheus =
              RealPrometheus.start(
                  directory,
                  "  - job_name: haproxy\n    static_configs: [{targets: ['127.0.0.1:%d']}]\n"
                      .formatted(port))) {
        Site.visit(haproxy, 20);
        await()
            .atMost(Duration.ofSeconds(90))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertThat(empty(prometheus)).as(run.output()).isEmpty());
        await()
            .ignoreExceptionsInstanceOf(
                UncheckedIOException.class) // A file got its name meanwhile.
            .untilAsserted(() -> assertThat(unknownPaths()).as(run.output()).isEmpty());
      }
    }
  }

  /** A socket that nobody listens on any more. */
  private static void leaveBehind(Path socket) throws IOException {
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
    }
  }

  /** A process does not answer, and a relay is away, until snapshots are dropped for it. */
  private Path siteWithTrouble(int port) throws IOException {
    Files.createDirectories(directory.resolve("incoming"));
    return Files.writeString(
        directory.resolve("haproxystats.conf"),
        """
        [pull]
        socket-dir = %1$s/sockets
        dst-dir = %1$s/incoming
        tmp-dst-dir = %1$s/incoming.tmp
        pull-interval = 1
        timeout = 2
        retries = 0
        on-partial = keep
        [process]
        src-dir = %1$s/incoming
        backlog-snapshots = 2
        [graphite]
        port = %3$d
        retries = 0
        delay = 0.5
        [local-store]
        dir = %1$s/store
        [prometheus]
        port = %2$d
        """
            .formatted(directory, port, FreePort.next()));
  }

  /** The expressions that give nothing. */
  private static Set<String> empty(RealPrometheus prometheus) throws IOException {
    var empty = new TreeSet<String>();
    for (var expression : expressions()) {
      var query = expression.replaceAll("\\$(instance|frontend|backend|server)", ".*");
      if (!NEVER_HERE.matcher(query).matches()
          && !prometheus.finds(query.replace("$__rate_interval", "10s"))) {
        empty.add(query);
      }
    }
    return empty;
  }

  private static List<String> expressions() throws IOException {
    var all = new ArrayList<String>();
    for (var text : dashboards(FOLDER).values()) {
      var json = JsonText.parse(text);
      JsonText.all(json, "expr").forEach(expression -> all.add(expression.toString()));
      for (var query : JsonText.all(json, "query")) {
        var choice = query.toString();
        if (choice.startsWith("label_values(")) {
          all.add(choice.substring("label_values(".length(), choice.lastIndexOf(',')));
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(100);
    return all;
  }

  /** The paths among Graphite's targets and variables that no line has. */
  private Set<String> unknownPaths() throws IOException {
    var sent = sentPaths();
    var unknown = new TreeSet<String>();
    for (var target : targets()) {
      assertThat(target.chars().filter(c -> c == '(').count())
          .as(target)
          .isEqualTo(target.chars().filter(c -> c == ')').count());
      assertThat(FUNCTION.matcher(target).results().map(each -> each.group(1)))
          .isSubsetOf(FUNCTIONS);
      for (var path : PATH.matcher(target).results().map(each -> each.group()).toList()) {
        var wanted =
            Pattern.compile(
                path.replaceAll("\\$\\w+", "*").replace(".", "\\.").replace("*", "[^.]+")
                    + "(\\..*)?");
        if (!NEVER_HERE.matcher(path).matches()
            && sent.stream().noneMatch(each -> wanted.matcher(each).matches())) {
          unknown.add(path);
        }
      }
    }
    return unknown;
  }

  private static List<String> targets() throws IOException {
    var all = new ArrayList<String>();
    for (var text : dashboards(FOLDER).values()) {
      var json = JsonText.parse(text);
      JsonText.all(json, "target").forEach(target -> all.add(target.toString()));
      JsonText.all(json, "query").stream()
          .map(Object::toString)
          .filter(query -> query.startsWith("$namespace"))
          .forEach(all::add);
    }
    assertThat(all).hasSizeGreaterThan(100);
    return all;
  }

  private Set<String> sentPaths() throws IOException {
    var paths = new HashSet<String>();
    try (var files = Files.walk(directory.resolve("store"))) {
      for (Path file : files.filter(each -> each.endsWith("stats")).toList()) {
        Files.readAllLines(file).forEach(line -> paths.add(line.split(" ", -1)[0]));
      }
    }
    return paths;
  }
}
