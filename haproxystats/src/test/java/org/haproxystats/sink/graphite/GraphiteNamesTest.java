package org.haproxystats.sink.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.haproxystats.config.GroupSettings;
import org.haproxystats.config.GroupSettings.Group;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.junit.jupiter.api.Test;

class GraphiteNamesTest {
  private static final StatObject FRONTEND =
      new StatObject(ObjectKind.FRONTEND, "", "www.example.com");
  private static final StatObject BACKEND = new StatObject(ObjectKind.BACKEND, "", "be_one");
  private static final StatObject SERVER = new StatObject(ObjectKind.SERVER, "be_one", "srv.1");
  private static final StatObject SERVER_IN_ALL =
      new StatObject(ObjectKind.SERVER_IN_ALL_BACKENDS, "", "srv2");
  private static final StatObject DAEMON = new StatObject(ObjectKind.DAEMON, "", "");

  private static List<String> prefixes(StatObject object) {
    return new GraphiteNames(Settings.plain()).prefixes(object);
  }

  private static List<String> grouped(GroupSettings groups, StatObject object) {
    return new GraphiteNames(Settings.names(true, true, Optional.of(groups))).prefixes(object);
  }

  @Test
  void everyKindHasItsPlaceBelowTheHost() {
    String head = "loadbalancers.lb-01_example_com.haproxy.";
    assertThat(prefixes(DAEMON)).containsExactly(head + "daemon.");
    assertThat(prefixes(new StatObject(ObjectKind.PROCESS, "", "3")))
        .containsExactly(head + "daemon.process.3.");
    assertThat(prefixes(FRONTEND)).containsExactly(head + "frontend.www_example_com.");
    assertThat(prefixes(BACKEND)).containsExactly(head + "backend.be_one.");
    assertThat(prefixes(SERVER)).containsExactly(head + "backend.be_one.server.srv_1.");
    assertThat(prefixes(SERVER_IN_ALL)).containsExactly(head + "server.srv2.");
    assertThat(prefixes(new StatObject(ObjectKind.COLLECTOR, "", "")))
        .containsExactly(head + "haproxystats.");
  }

  @Test
  void withTagsTheNamesOfObjectsStandInTags() {
    var names =
        new GraphiteNames(TestConfiguration.graphite("tags = yes\nhostname = lb-01.example.com\n"));
    assertThat(names.prefixes(SERVER)).containsExactly("loadbalancers.haproxy.server.");
    assertThat(names.suffix(SERVER))
        .isEqualTo(";host=lb-01.example.com;backend=be_one;server=srv.1");
    assertThat(names.suffix(DAEMON)).isEqualTo(";host=lb-01.example.com");
    assertThat(names.suffix(FRONTEND))
        .isEqualTo(";host=lb-01.example.com;frontend=www.example.com");
    assertThat(names.suffix(SERVER_IN_ALL)).isEqualTo(";host=lb-01.example.com;server=srv2");
    assertThat(names.suffix(new StatObject(ObjectKind.COLLECTOR, "", "kafka")))
        .isEqualTo(";host=lb-01.example.com;sink=kafka");
    assertThat(names.suffix(new StatObject(ObjectKind.BACKEND, "", "~a;b c")))
        .isEqualTo(";host=lb-01.example.com;backend=_a_b_c");
  }

  @Test
  void withoutFqdnTheHostEndsAtItsFirstDot() {
    var names = new GraphiteNames(Settings.names(true, false, Optional.empty()));
    assertThat(names.prefixes(DAEMON)).containsExactly("loadbalancers.lb-01.haproxy.daemon.");
  }

  @Test
  void withoutPrefixHostnameThereIsNoHost() {
    var names = new GraphiteNames(Settings.names(false, true, Optional.empty()));
    assertThat(names.prefixes(DAEMON)).containsExactly("loadbalancers.haproxy.daemon.");
  }

  @Test
  void dotsInTheNamespaceStay() {
    var names = new GraphiteNames(Settings.namespace("dc1.prod"));
    assertThat(names.prefixes(DAEMON))
        .containsExactly("dc1.prod.lb-01_example_com.haproxy.daemon.");
  }

  @Test
  void withoutAHostnameInTheSettingsTheKernelIsAsked() throws IOException {
    var settings = TestConfiguration.graphite("");
    String kernel = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    assertThat(new GraphiteNames(settings).prefixes(DAEMON))
        .containsExactly("loadbalancers." + kernel.replace('.', '_') + ".haproxy.daemon.");
  }

  @Test
  void aMatchedNameGoesBelowItsGroup() {
    var groups = Settings.groups(false, List.of(Settings.group("web", "^www_")), NONE, NONE);
    assertThat(grouped(groups, FRONTEND))
        .containsExactly(
            "loadbalancers.lb-01_example_com.haproxy.Flavor.web.frontend.www_example_com.");
  }

  private static final List<Group> NONE = List.of();

  @Test
  void withDoubleWritesTheGroupedPathComesFirst() {
    var groups = Settings.groups(true, List.of(Settings.group("web", "^www")), NONE, NONE);
    assertThat(grouped(groups, FRONTEND))
        .containsExactly(
            "loadbalancers.lb-01_example_com.haproxy.Flavor.web.frontend.www_example_com.",
            "loadbalancers.lb-01_example_com.haproxy.frontend.www_example_com.");
  }

  @Test
  void patternsSeeTheNameWithItsDotsReplaced() {
    var groups = Settings.groups(false, List.of(Settings.group("never", "www\\.")), NONE, NONE);
    assertThat(grouped(groups, FRONTEND))
        .containsExactly("loadbalancers.lb-01_example_com.haproxy.frontend.www_example_com.");
  }

  @Test
  void theFirstMatchInFileOrderWins() {
    var groups =
        Settings.groups(
            false, NONE, List.of(Settings.group("b", "one"), Settings.group("a", "^be_")), NONE);
    assertThat(grouped(groups, BACKEND))
        .containsExactly("loadbalancers.lb-01_example_com.haproxy.Flavor.b.backend.be_one.");
  }

  @Test
  void serversFollowTheGroupOfTheirBackend() {
    var groups =
        Settings.groups(
            false,
            NONE,
            List.of(Settings.group("apps", "^be_")),
            List.of(Settings.group("srv", "srv")));
    assertThat(grouped(groups, SERVER))
        .containsExactly(
            "loadbalancers.lb-01_example_com.haproxy.Flavor.apps.backend.be_one.server.srv_1.");
    assertThat(grouped(groups, SERVER_IN_ALL))
        .containsExactly("loadbalancers.lb-01_example_com.haproxy.Flavor.srv.server.srv2.");
  }

  @Test
  void processesAndTheCollectorAreNeverGrouped() {
    var all = List.of(Settings.group("all", ".*"));
    var groups = Settings.groups(true, all, all, all);
    String head = "loadbalancers.lb-01_example_com.haproxy.";
    assertThat(grouped(groups, DAEMON)).containsExactly(head + "daemon.");
    assertThat(grouped(groups, new StatObject(ObjectKind.PROCESS, "", "1")))
        .containsExactly(head + "daemon.process.1.");
    assertThat(grouped(groups, new StatObject(ObjectKind.COLLECTOR, "", "")))
        .containsExactly(head + "haproxystats.");
  }

  @Test
  void patternsAreSearchedAnywhereAndMindTheCase() {
    var groups =
        Settings.groups(
            true,
            List.of(Settings.group("upper", "WWW"), Settings.group("middle", "example")),
            NONE,
            NONE);
    assertThat(grouped(groups, FRONTEND))
        .containsExactly(
            "loadbalancers.lb-01_example_com.haproxy.Flavor.middle.frontend.www_example_com.",
            "loadbalancers.lb-01_example_com.haproxy.frontend.www_example_com.");
  }

  @Test
  void withGroupsANameThatMatchesNoneHasThePlainPathAlone() {
    var groups = Settings.groups(true, List.of(Settings.group("shop", "^shop")), NONE, NONE);
    assertThat(grouped(groups, FRONTEND))
        .containsExactly("loadbalancers.lb-01_example_com.haproxy.frontend.www_example_com.");
    assertThat(grouped(groups, BACKEND))
        .containsExactly("loadbalancers.lb-01_example_com.haproxy.backend.be_one.");
  }

  @Test
  void dotsBecomeUnderscoresAndNothingElseChanges() {
    assertThat(prefixes(new StatObject(ObjectKind.SERVER, "Shop:80-A.b", "Web-1:8080")))
        .containsExactly(
            "loadbalancers.lb-01_example_com.haproxy.backend.Shop:80-A_b.server.Web-1:8080.");
  }

  @Test
  void whatWouldBreakALineBecomesAnUnderscore() {
    var odd = new StatObject(ObjectKind.FRONTEND, "", "a b\tc\nd\u00e9\ud83d\ude00");
    assertThat(prefixes(odd))
        .containsExactly("loadbalancers.lb-01_example_com.haproxy.frontend.a_b_c_d__.");
  }

  @Property
  void anyNameIsOneComponentOfPrintableAscii(@ForAll String backend, @ForAll String server) {
    var prefix = prefixes(new StatObject(ObjectKind.SERVER, backend, server)).getFirst();
    assertThat(prefix).matches("[!-~]+");
    assertThat(prefix.chars().filter(c -> c == '.').count()).isEqualTo(7);
  }

  @Property
  void anyMetricNameIsPrintableAscii(@ForAll String name) {
    var names = new GraphiteNames(Settings.plain());
    assertThat(names.metric(new Metric(name, "", false))).matches("[!-~]*");
  }
}
