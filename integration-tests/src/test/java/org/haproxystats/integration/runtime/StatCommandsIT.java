package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.Site;
import org.haproxystats.integration.StatsSocket;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.process.InfoCommands;
import org.haproxystats.runtime.process.InfoCommands.Detail;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.process.StatRow;
import org.haproxystats.runtime.process.Tags;
import org.haproxystats.runtime.process.TypedRow;
import org.haproxystats.runtime.stats.StatTable.RowType;
import org.junit.jupiter.api.io.TempDir;

/** {@code show info}, {@code show stat} and {@code show resolvers} of each line of HAProxy. */
class StatCommandsIT {
  private static final String MORE =
      """
      global
        description a, \\"b\\" and: c
      resolvers names
        nameserver first 127.0.0.1:1
      frontend open
        bind unix@{dir}/open.sock
        option socket-stats
        default_backend app
      """;

  @TempDir private Path directory;

  @EachHaproxy
  void everyFormShowsTheSameInAllItsFields(HaproxyLine line) throws Exception {
    try (var haproxy = Probe.start(line, directory, MORE + Site.PROXIES)) {
      checkRows(haproxy);
      checkSelection(haproxy);
      checkTyped(haproxy);
      checkInfo(haproxy);
      checkResolvers(haproxy);
    }
  }

  private static void checkRows(Probe haproxy) throws Exception {
    var expected = StatsSocket.parseStat(haproxy.run(Command.raw("show stat")));
    var rows = haproxy.run(StatCommands.rows(StatQuery.ALL));
    assertThat(rows).hasSameSizeAs(expected);
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      assertThat(row.fields())
          .hasSizeGreaterThan(80)
          .containsAll(List.of("pxname", "svname", "status", "scur", "type"));
      for (var field : List.of("pxname", "svname", "status", "weight", "iid", "sid", "mode")) {
        assertThat(row.text(field).orElse("")).isEqualTo(expected.get(i).get(field));
      }
    }
    var table = haproxy.run(StatCommands.table(StatQuery.ALL, List.of("weight", "iid")));
    assertThat(table.problems()).isEmpty();
    assertThat(table.rows()).isEqualTo(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(table.proxy(i)).isEqualTo(rows.get(i).proxy());
      assertThat(table.value(i, "iid")).isEqualTo(rows.get(i).number("iid").orElseThrow());
    }
    assertThat(haproxy.user().run(StatCommands.rows(StatQuery.ALL)))
        .allSatisfy(row -> assertThat(row.text("addr")).isEmpty());
  }

  private static void checkSelection(Probe haproxy) throws Exception {
    var app = StatQuery.ALL.ofProxy("app");
    assertThat(names(haproxy, app)).containsExactly("one", "two", "off", "BACKEND");
    assertThat(names(haproxy, app.ofTypes(RowType.SERVER))).containsExactly("one", "two", "off");
    assertThat(names(haproxy, StatQuery.ALL.ofTypes(RowType.BACKEND)))
        .containsExactly("BACKEND", "BACKEND");
    assertThat(names(haproxy, StatQuery.ALL.ofTypes(RowType.LISTENER))).containsExactly("sock-1");
    int id = (int) haproxy.run(StatCommands.rows(app)).getFirst().number("iid").orElseThrow();
    assertThat(names(haproxy, StatQuery.ALL.ofProxy(id).ofTypes(RowType.SERVER).ofService(2)))
        .containsExactly("two");

    var none = StatQuery.ALL.ofProxy("none;show info");
    for (Command<?> command :
        List.of(
            StatCommands.rows(none),
            StatCommands.table(none, List.of("scur")),
            StatCommands.typed(none),
            StatCommands.described(none),
            StatCommands.json(none))) {
      assertThat(haproxy.failure(command).failure()).isEqualTo(Failure.NOT_FOUND);
    }
    if (haproxy.isAtLeast(2, 3)) {
      assertThat(names(haproxy, app.ofTypes(RowType.SERVER).withoutMaintenance()))
          .containsExactly("one", "two");
      assertThat(names(haproxy, app.ofTypes(RowType.SERVER).up())).containsExactly("one", "two");
    } else {
      haproxy.needsNewer(
          List.of(StatCommands.rows(app.up()), StatCommands.rows(app.withoutMaintenance())));
    }
  }

  private static List<String> names(Probe haproxy, StatQuery query) throws Exception {
    return haproxy.run(StatCommands.rows(query)).stream().map(StatRow::service).toList();
  }

  private static void checkTyped(Probe haproxy) throws Exception {
    var rows = haproxy.run(StatCommands.rows(StatQuery.ALL));
    var typed = haproxy.run(StatCommands.typed(StatQuery.ALL));
    assertThat(typed)
        .extracting(TypedRow::service)
        .containsExactlyElementsOf(rows.stream().map(StatRow::service).toList());
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var other = typed.get(i);
      assertThat(other.type()).isEqualTo(row.type());
      assertThat(other.proxyId()).isEqualTo((int) row.number("iid").orElseThrow());
      for (var field : List.of("status", "weight", "mode")) {
        var value = other.values().get(field);
        assertThat(value == null ? "" : value.text()).isEqualTo(row.text(field).orElse(""));
      }
    }
    var scur = typed.getFirst().values().get("scur");
    assertThat(scur.tags().origin()).contains(Tags.Origin.METRIC);
    assertThat(scur.tags().nature()).contains(Tags.Nature.GAUGE);
    assertThat(scur.tags().scope()).contains(Tags.Scope.PROCESS);
    assertThat(scur.description()).isEmpty();
    var described = haproxy.run(StatCommands.described(StatQuery.ALL.ofTypes(RowType.FRONTEND)));
    assertThat(described.getFirst().values().get("pxname").description()).contains("Proxy name");
    assertThat(described.getFirst().proxy()).isEqualTo("open");

    assertThat(haproxy.run(StatCommands.json(StatQuery.ALL.ofProxy("app"))))
        .startsWith("[[{\"objType\":\"Server\"")
        .contains("\"value\":\"two\"")
        .endsWith("]]");
  }

  private static void checkInfo(Probe haproxy) throws Exception {
    var info = haproxy.run(InfoCommands.info());
    assertThat(info.text("Name")).contains("HAProxy");
    assertThat(info.text("description")).contains("a, \"b\" and: c");
    assertThat(info.number("Pid")).hasValue(haproxy.admin().abilities().pid());

    var typed = haproxy.run(InfoCommands.typed());
    assertThat(typed.keySet()).containsExactlyElementsOf(info.values().keySet());
    assertThat(typed.get("description").text()).isEqualTo("a, \"b\" and: c");
    assertThat(typed.get("Pid").number()).isEqualTo(info.number("Pid"));
    assertThat(typed.get("Pid").description()).isEmpty();
    var described = haproxy.run(InfoCommands.typed(Detail.DESCRIPTIONS));
    assertThat(described.get("description").text()).isEqualTo("a, \"b\" and: c");
    assertThat(described.get("Name").description()).contains("Product name");
    if (haproxy.isAtLeast(2, 4)) {
      assertThat(haproxy.run(InfoCommands.typed(Detail.DECIMALS, Detail.DESCRIPTIONS)).values())
          .anySatisfy(value -> assertThat(value.decimal()).isPresent());
    } else {
      haproxy.needsNewer(List.of(InfoCommands.typed(Detail.DECIMALS)));
    }
    assertThat(haproxy.run(InfoCommands.json())).contains("\"name\":\"Pid\"");
    assertThat(haproxy.run(InfoCommands.schema())).contains("json-schema.org");
  }

  private static void checkResolvers(Probe haproxy) throws Exception {
    var all = haproxy.run(ResolverCommands.resolvers());
    var names = haproxy.run(ResolverCommands.resolvers("names"));
    assertThat(names).hasSize(1).isSubsetOf(all);
    assertThat(names.getFirst().section()).isEqualTo("names");
    assertThat(names.getFirst().nameserver()).isEqualTo("first");
    assertThat(names.getFirst().counters()).contains(Map.entry("sent", 0L)).containsKey("timeout");
    assertThat(haproxy.failure(ResolverCommands.resolvers("none")).failure())
        .isEqualTo(Failure.NOT_FOUND);
  }
}
