package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.table.TableCommands;
import org.haproxystats.runtime.table.TableEntry;
import org.haproxystats.runtime.table.TableFilter;
import org.haproxystats.runtime.table.TableFilter.Operator;
import org.haproxystats.runtime.table.TableInfo;
import org.haproxystats.runtime.table.TableKey;
import org.haproxystats.runtime.table.Variable;
import org.haproxystats.runtime.table.VariableCommands;
import org.junit.jupiter.api.io.TempDir;

/** Every command for stick tables and variables, on each line of HAProxy. */
class TableCommandsIT {
  private static final String TABLES =
      """
      backend users
        stick-table type string len 64 size 100 expire 1h store gpc0,gpt0,conn_rate(10s),bytes_in_cnt
      backend addresses
        stick-table type ip size 100 store gpc0
      backend numbers
        stick-table type integer size 100 store gpc0
      backend bytes
        stick-table type binary len 4 size 100 store gpc0
      """;

  @TempDir private Path directory;

  @EachHaproxy
  void everyCommandForTablesAndVariablesDoesWhatItSays(HaproxyLine line) throws Exception {
    try (var haproxy = Probe.start(line, directory, TABLES)) {
      checkKeys(haproxy);
      checkFilters(haproxy);
      checkPointers(haproxy);
      checkFailures(haproxy);
      checkVariables(haproxy);
    }
  }

  private static void checkKeys(Probe haproxy) throws Exception {
    for (var text :
        List.of("plain", "a b", "tab\there", "back\\slash;show info", "é=ü", "\"q\" 'q'", "key")) {
      var key = TableKey.of(text);
      haproxy.run(TableCommands.set("users", key, Map.of("gpc0", 3L)));
      var entry = haproxy.run(TableCommands.entry("users", key)).orElseThrow();
      assertThat(entry.key()).isEqualTo(text);
      assertThat(entry.number("gpc0")).hasValue(3);
      assertThat(entry.use()).isZero();
      assertThat(entry.expiresIn()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }
    assertThat(haproxy.run(TableCommands.entry("users", TableKey.of("no")))).isEmpty();
    assertThat(haproxy.user().run(TableCommands.list()))
        .containsExactlyInAnyOrder(
            new TableInfo("users", "string", 100, 7, ""),
            new TableInfo("addresses", "ip", 100, 0, ""),
            new TableInfo("numbers", "integer", 100, 0, ""),
            new TableInfo("bytes", "binary", 100, 0, ""));

    var address = TableKey.of(InetAddress.getByName("10.0.0.1"));
    haproxy.run(TableCommands.touch("addresses", address));
    assertThat(haproxy.run(TableCommands.entries("addresses")))
        .extracting(TableEntry::key)
        .containsExactly("10.0.0.1");
    haproxy.run(TableCommands.remove("addresses", address));
    haproxy.run(TableCommands.remove("addresses", address));
    assertThat(haproxy.run(TableCommands.entries("addresses"))).isEmpty();
    haproxy.run(TableCommands.touch("numbers", TableKey.of(4_294_967_295L)));
    assertThat(haproxy.run(TableCommands.entries("numbers")))
        .extracting(TableEntry::key)
        .containsExactly("4294967295");
    haproxy.run(TableCommands.clear("users"));
    assertThat(haproxy.run(TableCommands.entries("users"))).isEmpty();
  }

  private static void checkFilters(Probe haproxy) throws Exception {
    for (long i = 0; i < 10; i++) {
      var data = new LinkedHashMap<String, Long>();
      data.put("gpc0", i);
      data.put("gpt0", i % 2);
      data.put("conn_rate", i);
      data.put("bytes_in_cnt", i * 4_294_967_296L);
      haproxy.run(TableCommands.set("users", TableKey.of("u" + i), data));
    }
    var odd = new TableFilter("gpt0", Operator.EQ, 1);
    assertThat(haproxy.run(TableCommands.entries("users", new TableFilter("gpc0", Operator.GE, 8))))
        .extracting(TableEntry::key)
        .containsExactlyInAnyOrder("u8", "u9");
    assertThat(
            haproxy.run(
                TableCommands.entries(
                    "users",
                    odd,
                    new TableFilter("gpc0", Operator.GT, 2),
                    new TableFilter("gpc0", Operator.LT, 9),
                    new TableFilter("bytes_in_cnt", Operator.NE, 5 * 4_294_967_296L))))
        .extracting(TableEntry::key)
        .containsExactlyInAnyOrder("u3", "u7");
    haproxy.run(
        TableCommands.clear("users", List.of(odd, new TableFilter("gpc0", Operator.LE, 5))));
    assertThat(haproxy.run(TableCommands.entries("users", List.of(odd), Collectors.counting())))
        .isEqualTo(2);
    assertThat(haproxy.run(TableCommands.entries("users", List.of(), Collectors.counting())))
        .isEqualTo(7);
  }

  private static void checkPointers(Probe haproxy) throws Exception {
    var entry = haproxy.run(TableCommands.entry("users", TableKey.of("u8"))).orElseThrow();
    var set = TableCommands.set("users", entry, Map.of("gpc0", 80L));
    var remove = TableCommands.remove("users", entry);
    if (!haproxy.isAtLeast(3, 0)) {
      haproxy.needsNewer(List.of(set, remove));
      return;
    }
    haproxy.run(set);
    assertThat(
            haproxy
                .run(TableCommands.entry("users", TableKey.of("u8")))
                .orElseThrow()
                .number("gpc0"))
        .hasValue(80);
    haproxy.run(remove);
    assertThat(haproxy.run(TableCommands.entry("users", TableKey.of("u8")))).isEmpty();
    assertThat(haproxy.failure(remove).failure()).isEqualTo(Failure.NOT_FOUND);
  }

  private static void checkFailures(Probe haproxy) {
    var key = TableKey.of("k");
    for (var command :
        List.of(
            TableCommands.entries("none"),
            TableCommands.entry("none", key),
            TableCommands.touch("none", key),
            TableCommands.clear("none"),
            TableCommands.remove("none", key))) {
      assertThat(haproxy.failure(command).failure()).isEqualTo(Failure.NOT_FOUND);
    }
    for (var command :
        List.of(
            TableCommands.entries("users", new TableFilter("gpc1", Operator.EQ, 1)),
            TableCommands.entries("users", new TableFilter("no_such", Operator.EQ, 1)),
            TableCommands.set("users", key, Map.of("gpc1", 1L)),
            TableCommands.set("users", key, Map.of("no_such", 1L)),
            TableCommands.entry("bytes", TableKey.of("aabbccdd")),
            TableCommands.touch("bytes", TableKey.of("aabbccdd")),
            TableCommands.remove("bytes", TableKey.of("aabbccdd")))) {
      assertThat(haproxy.failure(command).failure()).isEqualTo(Failure.BAD_REQUEST);
    }
    assertThatThrownBy(() -> haproxy.user().run(TableCommands.entries("users")))
        .isInstanceOf(CommandUnavailableException.class)
        .hasMessageContaining("needs operator");
  }

  private static void checkVariables(Probe haproxy) throws Exception {
    var number = VariableCommands.setNumber("proc.limit", -4);
    var text = VariableCommands.setText("proc.text", "x");
    if (!haproxy.isAtLeast(2, 4)) {
      haproxy.needsNewer(List.of(number, text, VariableCommands.get("proc.limit")));
      return;
    }
    assertThat(haproxy.failure(VariableCommands.get("proc.limit")).failure())
        .isEqualTo(Failure.NOT_FOUND);
    haproxy.run(number);
    assertThat(haproxy.run(VariableCommands.get("proc.limit")))
        .isEqualTo(new Variable("proc.limit", "sint", "-4"));
    for (var value :
        List.of("x", "100 %[src] %pid %%", "a; \"b\" 'c' \\d", " blanks ", "<e>", "%")) {
      haproxy.run(VariableCommands.setText("proc.text", value));
      assertThat(haproxy.run(VariableCommands.get("proc.text")))
          .isEqualTo(new Variable("proc.text", "str", value));
    }
    haproxy.run(VariableCommands.setText("proc.text", "é"));
    assertThat(haproxy.run(VariableCommands.get("proc.text")).value()).isEqualTo("..");
    haproxy.run(VariableCommands.setExpression("proc.flag", "bool(true)"));
    assertThat(haproxy.run(VariableCommands.get("proc.flag")))
        .isEqualTo(new Variable("proc.flag", "bool", "1"));
    assertThat(haproxy.failure(VariableCommands.setExpression("proc.flag", "none(")).failure())
        .isEqualTo(Failure.OTHER);
  }
}
