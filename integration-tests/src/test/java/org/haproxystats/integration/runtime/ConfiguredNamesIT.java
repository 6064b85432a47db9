package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.EventSink;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.PatternInfo;
import org.haproxystats.runtime.process.ProcessCommands;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.process.StatRow;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.proxy.FrontendCommands;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerState;
import org.haproxystats.runtime.server.ServerViews;
import org.haproxystats.runtime.session.Cache;
import org.haproxystats.runtime.session.CapturedErrors.Side;
import org.haproxystats.runtime.session.PeerSection;
import org.haproxystats.runtime.session.PeerSection.Peer;
import org.haproxystats.runtime.session.TrafficCommands;
import org.haproxystats.runtime.stats.StatTable.RowType;
import org.haproxystats.runtime.table.TableCommands;
import org.haproxystats.runtime.table.TableEntry;
import org.haproxystats.runtime.table.TableInfo;
import org.haproxystats.runtime.table.TableKey;
import org.junit.jupiter.api.io.TempDir;

/** Names that only a configuration can give, on each line of HAProxy: all that it accepts. */
class ConfiguredNamesIT {
  /** Every character that may be in the name of a section, and what looks like something else. */
  private static final List<String> NAMES =
      List.of(
          "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
          "abcdefghijklmnopqrstuvwxyz-_.:",
          "0123456789",
          "-",
          "-w",
          ".",
          ":",
          "_",
          "..",
          "0",
          "9",
          "-1",
          "1a",
          "dict",
          "all",
          "key",
          "FRONTEND",
          "global");

  private static final String PROXY =
      """
      listen {name}
        bind unix@{dir}/{number}.sock
        stick-table type string len 20 size 10 expire 1h store gpc0
        server {name} unix@{dir}/none.sock weight 10
      resolvers {name}
        nameserver {name} 127.0.0.1:1
      cache {name}
        total-max-size 1
      peers {name}
        peer me unix@{dir}/peer{number}.sock
        peer {name} unix@{dir}/other{number}.sock
      ring {name}
      """;

  /** Files and environment variables may be called anything. */
  private static final List<String> ODD_NAMES =
      List.of(
          "a b", "a;show info", "a\\b", "a\"b", "a#1", "a@1", "a<<", "<<", "-", "#1", "é", "a:1");

  @TempDir private Path directory;

  /** What a name makes; it may be refused before anything is sent. */
  private interface Use<T> {
    T make() throws Exception;
  }

  private static <T> Optional<T> unlessRefused(Use<T> use) throws Exception {
    try {
      return Optional.of(use.make());
    } catch (UnsendableValueException _) {
      return Optional.empty();
    }
  }

  @EachHaproxy
  void everyNameOfASectionFindsIt(HaproxyLine line) throws Exception {
    var sections = new StringBuilder("global\n  localpeer me\n");
    for (int i = 0; i < NAMES.size(); i++) {
      sections.append(PROXY.replace("{name}", NAMES.get(i)).replace("{number}", String.valueOf(i)));
    }
    try (var haproxy = Probe.start(line, directory, sections.toString())) {
      assertThat(haproxy.run(BackendCommands.names())).containsAll(NAMES);
      assertThat(haproxy.run(TableCommands.list())).extracting(TableInfo::name).containsAll(NAMES);
      assertThat(haproxy.run(TrafficCommands.cache()))
          .extracting(Cache::name)
          .containsExactlyInAnyOrderElementsOf(NAMES);
      assertThat(haproxy.run(EventCommands.sinks())).extracting(EventSink::name).containsAll(NAMES);
      for (var name : NAMES) {
        checkServer(haproxy, new ServerName(name, name));
        checkFrontend(haproxy, name);
        checkTable(haproxy, name);
        checkOther(haproxy, name);
      }
    }
  }

  private static void checkServer(Probe haproxy, ServerName server) throws Exception {
    assertThat(haproxy.run(ServerViews.states(server.backend())))
        .extracting(ServerState::name)
        .containsExactly(server);
    haproxy.run(ServerCommands.setWeight(server, 77));
    assertThat(haproxy.run(StatCommands.rows(StatQuery.ALL)))
        .filteredOn(row -> row.number("weight").orElse(0) == 77 && row.type() == RowType.SERVER)
        .singleElement()
        .matches(row -> row.isOf(RowType.SERVER, server.backend(), server.server()));
    haproxy.run(ServerCommands.setWeight(server, 10));
  }

  private static void checkFrontend(Probe haproxy, String name) throws Exception {
    haproxy.run(FrontendCommands.setMaxconn(name, 77));
    assertThat(haproxy.run(StatCommands.rows(StatQuery.ALL)))
        .filteredOn(row -> row.number("slim").orElse(0) == 77)
        .singleElement()
        .extracting(StatRow::proxy)
        .isEqualTo(name);
    haproxy.run(FrontendCommands.setMaxconn(name, 10));
    unlessRefused(() -> haproxy.run(StatCommands.rows(StatQuery.ALL.ofProxy(name))))
        .ifPresent(rows -> assertThat(rows).isNotEmpty().allMatch(row -> row.proxy().equals(name)));
    assertThat(haproxy.run(TrafficCommands.errors(name, Side.REQUEST)).errors()).isEmpty();
  }

  private static void checkTable(Probe haproxy, String name) throws Exception {
    haproxy.run(TableCommands.set(name, TableKey.of("some"), Map.of("gpc0", 7L)));
    assertThat(haproxy.run(TableCommands.entries(name)))
        .extracting(TableEntry::key)
        .containsExactly("some");
    assertThat(haproxy.run(TableCommands.list()).stream().mapToLong(TableInfo::used).sum())
        .isEqualTo(1);
    haproxy.run(TableCommands.clear(name));
  }

  private static void checkOther(Probe haproxy, String name) throws Exception {
    assertThat(haproxy.run(ResolverCommands.resolvers(name)))
        .singleElement()
        .returns(name, ResolverCommands.Nameserver::section)
        .returns(name, ResolverCommands.Nameserver::nameserver);
    unlessRefused(() -> haproxy.run(TrafficCommands.peers(name)))
        .ifPresent(
            sections -> {
              assertThat(sections).extracting(PeerSection::name).containsExactly(name);
              assertThat(sections.getFirst().peers()).extracting(Peer::name).contains(name);
            });
    assertThat(haproxy.run(EventCommands.events(name))).isEmpty();
  }

  @EachHaproxy
  void everyNameOfAFileFindsIt(HaproxyLine line) throws Exception {
    var rules = new StringBuilder("frontend web\n  bind unix@{dir}/web.sock\n");
    for (int i = 0; i < ODD_NAMES.size(); i++) {
      var file = Files.writeString(directory.resolve(ODD_NAMES.get(i)), "/" + i + "\n");
      rules.append("  http-request deny if { path -f '").append(file).append("' }\n");
    }
    try (var haproxy = Probe.start(line, directory, rules.toString())) {
      assertThat(haproxy.run(MapCommands.listAcls()))
          .extracting(PatternInfo::file)
          .containsAll(ODD_NAMES.stream().map(name -> directory.resolve(name).toString()).toList());
      for (int i = 0; i < ODD_NAMES.size(); i++) {
        var acl = AclRef.file(directory.resolve(ODD_NAMES.get(i)).toString());
        var first = PatternEntry.pattern("/" + i);
        var before = unlessRefused(() -> haproxy.run(MapCommands.contents(acl)));
        if (before.isEmpty()) {
          assertThat(ODD_NAMES.get(i)).endsWith("<<");
          continue;
        }
        assertThat(before.orElseThrow().entries()).containsExactly(first);
        haproxy.run(MapCommands.add(acl, "/more"));
        assertThat(haproxy.run(MapCommands.contents(acl)).entries())
            .containsExactly(first, PatternEntry.pattern("/more"));
      }
    }
  }

  @EachHaproxy
  void everyNameOfAnEnvironmentVariableFindsIt(HaproxyLine line) throws Exception {
    var settings = new StringBuilder("global\n");
    for (int i = 0; i < ODD_NAMES.size(); i++) {
      settings.append("  setenv '").append(ODD_NAMES.get(i)).append("' v").append(i).append('\n');
    }
    try (var haproxy = Probe.start(line, directory, settings.toString())) {
      for (int i = 0; i < ODD_NAMES.size(); i++) {
        var name = ODD_NAMES.get(i);
        var value = unlessRefused(() -> haproxy.run(ProcessCommands.environment(name)));
        assertThat(value.orElse("v" + i)).as(name).isEqualTo("v" + i);
        assertThat(haproxy.run(ProcessCommands.environment())).containsEntry(name, "v" + i);
      }
    }
  }
}
