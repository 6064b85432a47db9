package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final MetricNames METRICS = (_, _) -> List.of("bin", "bout", "rtime", "scur");

  @TempDir private Path folder;

  @Test
  void anEmptyFileGivesTheBuiltInValues() throws Exception {
    var configuration = read(Program.BOTH, "");

    assertThat(configuration.warnings()).isEmpty();
    assertThat(configuration.pullLogLevel()).isEqualTo(LogLevel.INFO);
    assertThat(configuration.processLogLevel()).isEqualTo(LogLevel.INFO);
    assertThat(configuration.pull())
        .isEqualTo(
            new PullSettings(
                Optional.empty(),
                List.of(),
                List.of(),
                1,
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Path.of("/var/lib/haproxystats/incoming"),
                Path.of("/var/lib/haproxystats/incoming.tmp"),
                10_360,
                11_000_000_000L,
                OnPartial.DISCARD,
                CountersSurviveReload.NO));
    assertThat(configuration.process())
        .isEqualTo(
            new ProcessSettings(
                4,
                Path.of("/var/lib/haproxystats/incoming"),
                RuleSet.COMPATIBLE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10)));
    assertThat(configuration.backlog())
        .isEqualTo(new BacklogSettings(10_000, 10_000_000_000L, Duration.ZERO, 50_000));
    assertThat(configuration.graphite())
        .isEqualTo(
            new GraphiteSettings(
                true,
                "127.0.0.1",
                3002,
                3,
                Duration.ofMillis(1800),
                2.0,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                OptionalInt.empty(),
                "loadbalancers",
                true,
                true,
                Optional.empty(),
                Optional.empty()));
    assertThat(configuration.localStore()).isEmpty();
  }

  @Test
  void everyOptionOfPullIsRead() throws Exception {
    var pull =
        read(
                Program.PULL_ONLY,
                """
                [pull]
                loglevel = Debug
                socket-dir = /run/haproxy
                servers = tcp://LB-1.example.com:4444 , unix:///run/a.sock,tcp://[fe80::1]:5555
                master-socket = unix:///run/master.sock
                retries = -7
                timeout = 1.5
                interval = 0
                pull-timeout = 0.5
                pull-interval = 1_0
                buffer-limit = 1
                dst-dir = /a
                tmp-dst-dir = /b
                workers = 1
                queue-size = 7
                on-partial = keep
                counters-survive-reload = shared
                """)
            .pull();
    assertThat(pull)
        .isEqualTo(
            new PullSettings(
                Optional.of(Path.of("/run/haproxy")),
                List.of(
                    new Endpoint.Tcp("lb-1.example.com", 4444),
                    new Endpoint.Unix(Path.of("/run/a.sock")),
                    new Endpoint.Tcp("fe80::1", 5555)),
                List.of(new Endpoint.Unix(Path.of("/run/master.sock"))),
                -1,
                Duration.ofMillis(1500),
                Duration.ZERO,
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Path.of("/a"),
                Path.of("/b"),
                7,
                11_000_000_000L,
                OnPartial.KEEP,
                CountersSurviveReload.SHARED));
  }

  @Test
  void everyOptionOfProcessIsRead() throws Exception {
    var configuration =
        read(
            Program.PROCESS_ONLY,
            """
            [process]
            loglevel = FATAL
            workers = 2
            src-dir = /a
            aggregation = exact
            daemon-metrics = scur
            frontend-metrics = bin bout
            backend-metrics = all
            server-metrics =
              rtime
              scur
            aggr-server-metrics = yes
            exclude-frontends = /f
            exclude-backends = /b
            per-process-metrics = on
            calculate-percentages = 1
            liveness-check-interval = 2.5
            backlog-snapshots = 100
            backlog-bytes = 5_000_000_000
            backlog-age = 3600
            backlog-rate = 0
            [local-store]
            dir = /store
            """);
    assertThat(configuration.processLogLevel()).isEqualTo(LogLevel.CRITICAL);
    assertThat(configuration.backlog())
        .isEqualTo(new BacklogSettings(100, 5_000_000_000L, Duration.ofHours(1), 0));
    assertThat(configuration.process())
        .isEqualTo(
            new ProcessSettings(
                2,
                Path.of("/a"),
                RuleSet.EXACT,
                Optional.of(List.of("scur")),
                Optional.of(List.of("bin", "bout")),
                Optional.of(List.of("all")),
                Optional.of(List.of("rtime", "scur")),
                true,
                true,
                true,
                Optional.of(Path.of("/f")),
                Optional.of(Path.of("/b")),
                Duration.ofMillis(2500)));
    assertThat(configuration.localStore()).contains(new LocalStoreSettings(Path.of("/store")));
  }

  @Test
  void everyOptionOfGraphiteAndItsGroupsIsRead() throws Exception {
    var graphite =
        read(
                Program.PROCESS_ONLY,
                """
                [graphite]
                enabled = on
                server = relay
                port = 2003
                retries = 0
                interval = .5
                backoff = 1.5
                connect-timeout = 2
                write-timeout = 3
                confirm = no
                confirm-timeout = 2.5
                delay = 0
                queue-size = 10
                namespace = my.site
                prefix-hostname = false
                fqdn = false
                hostname = lb-01.example.com
                group-namespace = Flavor
                group-namespace-double-writes = true
                [frontend-groups]
                B = ^a$$
                A = b
                interval = skipped
                [server-groups]
                web = web\\d
                """)
            .graphite();
    assertThat(graphite.enabled()).isTrue();
    assertThat(graphite.server()).isEqualTo("relay");
    assertThat(graphite.port()).isEqualTo(2003);
    assertThat(graphite.retries()).isZero();
    assertThat(graphite.interval()).isEqualTo(Duration.ofMillis(500));
    assertThat(graphite.backoff()).isEqualTo(1.5);
    assertThat(graphite.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(graphite.writeTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(graphite.delay()).isZero();
    assertThat(graphite.confirm()).isFalse();
    assertThat(graphite.confirmTimeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(graphite.queueSize()).hasValue(10);
    assertThat(graphite.namespace()).isEqualTo("my.site");
    assertThat(graphite.prefixHostname()).isFalse();
    assertThat(graphite.fqdn()).isFalse();
    assertThat(graphite.hostname()).contains("lb-01.example.com");
    var groups = graphite.groups().orElseThrow();
    assertThat(groups.namespace()).isEqualTo("Flavor");
    assertThat(groups.doubleWrites()).isTrue();
    assertThat(groups.frontends()).extracting(GroupSettings.Group::name).containsExactly("b", "a");
    assertThat(groups.frontends().getFirst().pattern().matcher("a").find()).isTrue();
    assertThat(groups.frontends().getFirst().pattern().matcher("ab").find()).isFalse();
    assertThat(groups.backends()).isEmpty();
    assertThat(groups.servers()).extracting(GroupSettings.Group::name).containsExactly("web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pull | loglevel | verbose | invalid log level | debug, info, warning",
        "process | loglevel | verbose | invalid log level | debug, info, warning",
        "graphite | loglevel | verbose | invalid log level | debug, info, warning",
        "paths | loglevel | verbose | invalid log level | debug, info, warning",
        "paths | base-dir | a$ | a single '$' | $$ for a dollar sign",
        "pull | retries | 3.5 | invalid literal for int | a whole number",
        "pull | timeout | fast | not a number of seconds | seconds, more than 0",
        "pull | timeout | 0 | not a number of seconds | seconds, more than 0",
        "pull | timeout | nan | not a number of seconds | seconds, more than 0",
        "pull | interval | -1 | not a number of seconds | seconds, at least 0",
        "pull | pull-timeout | -0.1 | not a number of seconds | seconds, at least 0",
        "pull | pull-interval | 0 | the number is out of range | from 1 to 2000000",
        "pull | pull-interval | -5 | the number is out of range | from 1 to 2000000",
        "pull | pull-interval | 2.5 | invalid literal for int | from 1 to 2000000",
        "pull | buffer-limit | 0 | the number is out of range | at least 1",
        "pull | workers | 0 | the number is out of range | at least 1",
        "pull | queue-size | 0 | the number is out of range | at least 1",
        "pull | queue-size | 99999999999 | the number is out of range | at least 1",
        "pull | socket-dir | \"\" | the path is empty | a path",
        "pull | dst-dir | \"\" | the path is empty | a path",
        "pull | tmp-dst-dir | /var/lib/haproxystats/x/../incoming/ | the same as dst-dir | another",
        "pull | servers | \"\" | it is empty | tcp://host:port",
        "pull | servers | tcp://a:1, | nothing before or after a comma | tcp://host:port",
        "pull | servers | ,tcp://a:1 | nothing before or after a comma | tcp://host:port",
        "pull | servers | udp://a:1 | error: | tcp://host:port",
        "pull | servers | a:1 | error: | tcp://host:port",
        "pull | servers | tcp://a | error: | tcp://host:port",
        "pull | servers | tcp://a:0 | error: | tcp://host:port",
        "pull | servers | tcp://a:65536 | error: | tcp://host:port",
        "pull | servers | tcp://a:-1 | error: | tcp://host:port",
        "pull | servers | tcp://a:http | error: | tcp://host:port",
        "pull | servers | unix:///run/1/a.sock,tcp://A:1,unix:///run/2/a.sock | the same names as those of 'unix:///run/1/a.sock' | different base names",
        "pull | servers | unix:// | error: | unix:///path",
        "pull | servers | unix://run/x.sock | error: | unix:///path",
        "process | workers | 0 | the number is out of range | at least 1",
        "process | workers | four | invalid literal for int | at least 1",
        "process | src-dir | \"\" | the path is empty | a path",
        "process | frontend-metrics | \"\" | invalid list of metrics: it is empty | names",
        "process | aggr-server-metrics | maybe | Not a boolean: maybe | true, yes, on",
        "process | per-process-metrics | \"\" | Not a boolean: | true, yes, on",
        "process | calculate-percentages | 2 | Not a boolean: 2 | true, yes, on",
        "process | liveness-check-interval | 0 | not a number of seconds | more than 0",
        "graphite | enabled | perhaps | Not a boolean: perhaps | true, yes, on",
        "graphite | server | \"\" | it is empty | a host name",
        "graphite | port | http | invalid literal for int | from 1 to 65535",
        "graphite | port | 65536 | the number is out of range | from 1 to 65535",
        "graphite | retries | x | invalid literal for int | a whole number",
        "graphite | interval | -1 | not a number of seconds | at least 0",
        "graphite | backoff | inf | not a number in range | at least 0",
        "graphite | connect-timeout | 0 | not a number of seconds | more than 0",
        "graphite | write-timeout | -1 | not a number of seconds | more than 0",
        "graphite | delay | x | not a number of seconds | at least 0",
        "graphite | queue-size | -1 | the number is out of range | at least 1",
        "graphite | namespace | a b | a blank would cut the metric's path | without blanks",
        "graphite | hostname | a b | a blank would cut the metric's path | without blanks",
        "graphite | prefix-hostname | nein | Not a boolean: nein | true, yes, on",
        "graphite | fqdn | nein | Not a boolean: nein | true, yes, on",
        "local-store | dir | \"\" | the path is empty | a path",
      })
  void aWrongValueIsNamedWithItsPlaceAndWhatWouldBeValid(
      String section, String option, String value, String error, String valid) {
    String text = "# first line\n[%s]\n%s = %s\n".formatted(section, option, value);

    var errors = errors(Program.BOTH, text);

    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst())
        .startsWith(
            "%s:3: invalid configuration, section:'%s' option:'%s' value:'"
                .formatted(file(), section, option))
        .contains(error)
        .contains("; valid: ")
        .contains(valid);
  }

  @Test
  void allErrorsAreReportedAtOnce() {
    assertThat(
            errors(
                Program.BOTH,
                """
                [pull]
                retries = x
                timeout = y
                servers = udp://a:1,tcp://b
                [process]
                workers = 0
                [graphite]
                group-namespace = a b
                [local-store]
                """))
        .satisfiesExactlyInAnyOrder(
            e -> assertThat(e).contains(":2: ", "option:'retries'"),
            e -> assertThat(e).contains(":3: ", "option:'timeout'"),
            e -> assertThat(e).contains(":4: ", "option:'servers'", "'udp://a:1'"),
            e -> assertThat(e).contains(":4: ", "option:'servers'", "'tcp://b'"),
            e -> assertThat(e).contains(":6: ", "option:'workers'"),
            e -> assertThat(e).contains(":8: ", "there is no section with groups"),
            e -> assertThat(e).contains(":8: ", "option:'group-namespace-double-writes'"),
            e -> assertThat(e).contains(":8: ", "a blank would cut"),
            e -> assertThat(e).contains(":9: ", "section:'local-store' option:'dir' error:it is"));
  }

  @Test
  void aWrongValueInDefaultIsReportedOnce() {
    assertThat(errors(Program.BOTH, "[DEFAULT]\nloglevel = loud\n"))
        .singleElement()
        .asString()
        .contains(":2: ", "section:'DEFAULT' option:'loglevel' value:'loud'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"debug", "INFO", "Warning", "warn", "error", "critical", "Fatal", "NOTSET"})
  void everyNameOfALevelIsAcceptedInAnyCase(String level) throws Exception {
    assertThat(read(Program.BOTH, "[DEFAULT]\nloglevel = " + level + "\n").warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 500", "0.99, 990", "inf, 2000000000", "1e300, 2000000000"})
  void onlyZeroMeansNoLimitOfAPull(String value, long milliseconds) throws Exception {
    assertThat(read(Program.PULL_ONLY, "[pull]\npull-timeout = " + value).pull().pullTimeout())
        .isEqualTo(Duration.ofMillis(milliseconds));
  }

  @Test
  void aProgramIsNotStoppedByWhatItDoesNotUse() throws Exception {
    var pull = read(Program.PULL_ONLY, "[graphite]\nport = x\n[process]\nworkers = $\n");
    assertThat(pull.warnings()).hasSize(2);

    var process = read(Program.PROCESS_ONLY, "[pull]\nretries = x\n");
    assertThat(process.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffer-limit = 0", "socket-dir =", "servers =", "servers = udp://a:1"})
  void processToChecksWhereToPullFrom(String line) {
    assertThat(errors(Program.PROCESS_ONLY, "[pull]\n" + line + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource
  void groupsAreCheckedAsAWhole(String text, List<String> expected) {
    assertThat(errors(Program.PROCESS_ONLY, text))
        .hasSameSizeAs(expected)
        .zipSatisfy(expected, (error, part) -> assertThat(error).contains(part));
  }

  static Stream<Arguments> groupsAreCheckedAsAWhole() {
    String groups = "\n[frontend-groups]\na = b\n";
    return Stream.of(
        arguments(
            "[graphite]\ngroup-namespace = x" + groups,
            List.of("option:'group-namespace-double-writes' error:it must be set")),
        arguments(
            "[graphite]\ngroup-namespace = x\ngroup-namespace-double-writes = maybe" + groups,
            List.of("error:Not a boolean: maybe")),
        arguments(
            "[graphite]\ngroup-namespace =\ngroup-namespace-double-writes = no" + groups,
            List.of("option:'group-namespace' value:'' error:it is empty")),
        arguments(
            "[graphite]\ngroup-namespace = x\ngroup-namespace-double-writes = no\n",
            List.of("[frontend-groups], [backend-groups] and [server-groups]")),
        arguments("[graphite]" + groups, List.of("group-namespace' error:it has no value")),
        arguments(
            """
            [graphite]
            group-namespace = x
            group-namespace-double-writes = no
            [server-groups]
            a = b$
            b = (
            """,
            List.of("a single '$'", "bad regular expression")));
  }

  @Test
  void aMetricThatNoHaproxyHasIsRefusedWithTheNearestName() {
    assertThat(
            errors(
                Program.PROCESS_ONLY,
                "[process]\nfrontend-metrics = bin bootx\nserver-metrics = xyzzy\ndaemon-metrics = scurr\n"))
        .satisfiesExactly(
            e ->
                assertThat(e)
                    .contains(":4: ", "option:'daemon-metrics' value:'scurr'")
                    .contains("no HAProxy has such a number of a daemon; did you mean 'scur'?"),
            e ->
                assertThat(e)
                    .contains(":2: ", "value:'bootx'")
                    .contains("no HAProxy has such a number of a frontend; did you mean 'bout'?"),
            e ->
                assertThat(e)
                    .contains(":3: ", "value:'xyzzy'")
                    .contains("no HAProxy has such a number of a server; valid:"));
  }

  @Test
  void theCatalogueOfFieldsKnowsTheMetrics() throws Exception {
    MetricNames metrics = (kind, _) -> FieldCatalog.load().metricNames(kind);
    assertThat(
            read(
                    Program.PROCESS_ONLY,
                    "[process]\nfrontend-metrics = h1_open_streams req_tot\n",
                    metrics)
                .process()
                .frontendMetrics())
        .contains(List.of("h1_open_streams", "req_tot"));
    assertThat(metrics.of(ObjectKind.BACKEND, Path.of("unused")))
        .contains("bin", "qcur")
        .doesNotContain("pxname");
  }

  @Test
  void withoutGraphiteThereMustBeALocalStore() throws Exception {
    assertThat(errors(Program.PROCESS_ONLY, "[graphite]\nenabled = false\n"))
        .singleElement()
        .asString()
        .contains(":2: ", "option:'enabled' value:'false'", "nowhere to send metrics to");
    assertThat(
            read(Program.PROCESS_ONLY, "[graphite]\nenabled = no\n[local-store]\ndir = /x\n")
                .graphite()
                .enabled())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[graphite];prefix_hostname = no | section:'graphite' option:'prefix_hostname' is unknown and ignored; did you mean 'prefix-hostname'?",
        "[graphite];prefix-name = no | section:'graphite' option:'prefix-name' is unknown and ignored",
        "[graphite];timeout = 3 | section:'graphite' option:'timeout' has no effect and never had; remove it",
        "[pull];pul-interval = 3 | section:'pull' option:'pul-interval' is unknown and ignored; did you mean 'pull-interval'?",
        "[process];xyzzy-plugh = 3 | section:'process' option:'xyzzy-plugh' is unknown and ignored",
        "[DEFAULT];loglvl = info | section:'DEFAULT' option:'loglvl' is unknown and ignored; did you mean 'loglevel'?",
        "[Pull];retries = 3 | unknown section:'Pull' is ignored; did you mean 'pull'?",
        "[something-else];a = 3 | unknown section:'something-else' is ignored",
      })
  void whatNobodyReadsIsWarnedAboutWithTheNearestName(String text, String warning)
      throws Exception {
    int line = warning.startsWith("unknown section") ? 1 : 2;
    assertThat(read(Program.BOTH, text.replace(";", "\n")).warnings())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .startsWith("%s:%d: %s".formatted(file(), line, warning));
  }

  @Test
  void aGroupNamedAsAnOptionOfDefaultIsWarnedAbout() throws Exception {
    var configuration =
        read(
            Program.PROCESS_ONLY,
            """
            [graphite]
            group-namespace = x
            group-namespace-double-writes = no
            [frontend-groups]
            timeout = a
            other = b
            """);
    assertThat(configuration.warnings())
        .extracting(Problem::text)
        .singleElement()
        .asString()
        .startsWith("section:'frontend-groups' option:'timeout' is no group");
  }

  @Test
  void optionsWithoutAnEffectAreCheckedAndChangeNothing() throws Exception {
    String text =
        """
        [DEFAULT]
        retries = 9
        timeout = 8
        interval = 7
        [paths]
        loglevel = error
        base-dir = /elsewhere
        [pull]
        buffer-limit = 1
        workers = 1
        [graphite]
        loglevel = error
        timeout = soon
        """;
    var changed = read(Program.BOTH, text);
    var builtIn = read(Program.BOTH, "");
    assertThat(changed.warnings())
        .extracting(Problem::text)
        .containsExactly(
            "section:'graphite' option:'timeout' has no effect and never had; remove it");
    assertThat(changed).isEqualTo(withWarnings(builtIn, changed.warnings()));
  }

  private static Configuration withWarnings(Configuration other, List<Problem> warnings) {
    return new Configuration(
        other.pull(),
        other.pullLogLevel(),
        other.process(),
        other.backlog(),
        other.processLogLevel(),
        other.graphite(),
        other.localStore(),
        warnings);
  }

  @Test
  void theSectionBeatsTheUsersDefaultAndTheDirectoryBeatsBoth() throws Exception {
    Files.writeString(
        file(), "[DEFAULT]\nloglevel = debug\n[process]\nloglevel = error\nworkers = 2\n");
    Path directory = Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(directory.resolve("1.conf"), "[process]\nworkers = 3\n");
    var configuration =
        Configuration.of(
            ConfigurationText.read(file(), Optional.of(directory)), Program.BOTH, METRICS);
    assertThat(configuration.pullLogLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(configuration.processLogLevel()).isEqualTo(LogLevel.ERROR);
    assertThat(configuration.process().workers()).isEqualTo(3);
  }

  @Test
  void whereToPullFromMayBeLeftOpenAtTheStart() throws Exception {
    var pull = read(Program.PULL_ONLY, "[pull]\n").pull();
    assertThat(pull.socketDir()).isEmpty();
    assertThat(pull.servers()).isEmpty();
  }

  @Test
  void aServerThatIsNamedTwiceIsNoError() throws Exception {
    assertThat(
            read(Program.PULL_ONLY, "[pull]\nservers = tcp://a:1, tcp://A:1, tcp://a:2\n")
                .pull()
                .servers())
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin  bout", "bin\tbout", "bin\n  bout", " bin bout bin "})
  void anyBlanksSeparateMetrics(String names) throws Exception {
    assertThat(
            read(Program.PROCESS_ONLY, "[process]\nfrontend-metrics = " + names + "\n")
                .process()
                .frontendMetrics())
        .contains(List.of("bin", "bout"));
  }

  @Test
  void optionsThatOthersReferToAreNotUnknown() throws Exception {
    assertThat(
            read(
                    Program.BOTH,
                    """
                    [DEFAULT]
                    Relay = graphite.example.com
                    [site]
                    root = /data
                    [paths]
                    spool = ${site:root}/spool
                    [pull]
                    dst-dir = ${paths:spool}/incoming
                    tmp-dst-dir = ${paths:SPOOL}/incoming.tmp
                    [graphite]
                    server = ${RELAY}
                    """)
                .warnings())
        .isEmpty();
  }

  @Test
  void optionsThatSectionsInheritFromDefaultAreNotUnknown() throws Exception {
    assertThat(
            read(
                    Program.BOTH,
                    """
                    [DEFAULT]
                    loglevel = info
                    retries = 2
                    timeout = 1
                    interval = 2
                    socket-dir = /run/haproxy
                    """)
                .warnings())
        .isEmpty();
  }

  @Test
  void regularExpressionsOfPythonAreUnderstood() throws Exception {
    var groups =
        read(
                Program.PROCESS_ONLY,
                """
                [graphite]
                group-namespace = x
                group-namespace-double-writes = no
                [frontend-groups]
                named = (?P<my_name>a)b(?P=my_name)\\Z
                class = ^[[&&]x
                count = ^y{,2}$$
                brace = ^{z}$$
                comment = ^q(?#not this)r$$
                """)
            .graphite()
            .groups()
            .orElseThrow()
            .frontends();
    assertThat(matches(groups, "aba")).containsExactly("named");
    assertThat(matches(groups, "abaa")).isEmpty();
    assertThat(matches(groups, "[x")).containsExactly("class");
    assertThat(matches(groups, "&x")).containsExactly("class");
    assertThat(matches(groups, "yy")).containsExactly("count");
    assertThat(matches(groups, "yyy")).isEmpty();
    assertThat(matches(groups, "{z}")).containsExactly("brace");
    assertThat(matches(groups, "qr")).containsExactly("comment");
  }

  private static List<String> matches(List<GroupSettings.Group> groups, String name) {
    return groups.stream()
        .filter(group -> group.pattern().matcher(name).find())
        .map(GroupSettings.Group::name)
        .toList();
  }

  private Path file() {
    return folder.resolve("haproxystats.conf");
  }

  private Configuration read(Program program, String text)
      throws IOException, ConfigurationException {
    return read(program, text, METRICS);
  }

  private Configuration read(Program program, String text, MetricNames metricNames)
      throws IOException, ConfigurationException {
    Files.writeString(file(), text);
    return Configuration.of(
        ConfigurationText.read(file(), Optional.empty()), program, metricNames, List.of());
  }

  private List<String> errors(Program program, String text) {
    var thrown =
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(() -> read(program, text, METRICS))
            .actual();
    return thrown.problems().stream().map(Problem::toString).toList();
  }
}
