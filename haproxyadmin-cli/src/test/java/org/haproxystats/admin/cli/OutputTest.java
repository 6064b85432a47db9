package org.haproxystats.admin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {
  private static Table table() {
    var table =
        Table.of(
            2,
            Column.text("backend"),
            Column.text("server"),
            Column.of("status", Column.Kind.STATUS),
            Column.of("bin", Column.Kind.BYTES));
    table.add("app", "web1", "UP", 2048L);
    table.add("app", "a,\"b\"", "DOWN", Table.NOTHING);
    table.add("x", "w\u001b[31m\n", "1 UP, 3 MAINT", 1.5);
    return table;
  }

  private static String printed(Map<String, String> environment, boolean terminal, String options)
      throws UsageException {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, false, UTF_8);
    var shell =
        new Shell(
            environment,
            InputStream.nullInputStream(),
            out,
            out,
            new Shell.Terminals(false, terminal, false));
    var line = CommandLine.parse(List.of(("server list " + options).strip().split(" ", -1)));
    Output.of(shell, line.arguments()).print(table());
    out.flush();
    return bytes.toString(UTF_8);
  }

  private static String printed(String options) throws UsageException {
    return printed(Map.of(), false, options);
  }

  @Test
  void textIsAlignedAndHasUnitsAndCannotCommandTheTerminal() throws UsageException {
    assertThat(printed(""))
        .isEqualTo(
            """
            BACKEND  SERVER         STATUS             BIN
            app      web1           UP             2.00KiB
            app      a,"b"          DOWN                 -
            x        w\\x1b[31m\\x0a  1 UP, 3 MAINT       2B
            """);
  }

  @Test
  void jsonHasExactValuesAndNullForWhatIsNotThere() throws UsageException {
    assertThat(printed("--json"))
        .isEqualTo(
            """
            [
              {"backend": "app", "server": "web1", "status": "UP", "bin": 2048},
              {"backend": "app", "server": "a,\\"b\\"", "status": "DOWN", "bin": null},
              {"backend": "x", "server": "w\\u001b[31m\\n", "status": "1 UP, 3 MAINT", "bin": 1.5}
            ]
            """);
  }

  @Test
  void csvQuotesWhatItMust() throws UsageException {
    assertThat(printed("--csv"))
        .isEqualTo(
            """
            backend,server,status,bin
            app,web1,UP,2048
            app,"a,""b""\",DOWN,
            x,"w\u001b[31m
            ","1 UP, 3 MAINT",1.5
            """);
  }

  @Test
  void quietWritesNames() throws UsageException {
    assertThat(printed("-q --sort=-backend")).startsWith("x/w").contains("\napp/web1\n");
  }

  @Test
  void fieldsAndSortingChooseAndOrder() throws UsageException {
    assertThat(printed("--csv --fields bin,server --sort bin"))
        .startsWith("bin,server\n,\"a,\"\"b\"\"\"\n1.5,");
    assertThat(printed("--csv --fields server --sort -bin")).startsWith("server\nweb1\n");
    assertThatThrownBy(() -> printed("--fields sever"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "there is no field 'sever', did you mean 'server'?; there are: backend, server, status, bin");
  }

  @Test
  void colorsAreForTerminalsUnlessSomebodyWantsOtherwise() throws UsageException {
    var red = "\u001b[31mDOWN";
    assertThat(printed(Map.of(), true, "")).contains(red, "\u001b[32mUP", "\u001b[33m1 UP");
    assertThat(printed(Map.of(), false, "")).doesNotContain(red);
    assertThat(printed(Map.of("NO_COLOR", "1"), true, "")).doesNotContain(red);
    assertThat(printed(Map.of("TERM", "dumb"), true, "")).doesNotContain(red);
    assertThat(printed(Map.of("NO_COLOR", "1"), false, "--color always")).contains(red);
    assertThat(printed(Map.of(), true, "--color never")).doesNotContain(red);
    assertThat(printed(Map.of(), true, "--json")).doesNotContain("\u001b[31mDOWN");
  }
}
