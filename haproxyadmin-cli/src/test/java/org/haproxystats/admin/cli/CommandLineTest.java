package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static Arguments parse(String line) throws UsageException {
    return CommandLine.parse(List.of(line.split(" ", -1))).arguments();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server drain web3 --backend app --socket /a -s/b -n",
        "-s /a --socket=/b server drain --backend=app web3 --dry-run",
        "server drain -nb app -s /a web3 -s /b"
      })
  void optionsMayBeAnywhereAndInAnyForm(String line) throws UsageException {
    var arguments = parse(line);
    assertThat(arguments.words("NAME")).containsExactly("web3");
    assertThat(arguments.values(GlobalOptions.SOCKET)).containsExactly("/a", "/b");
    assertThat(arguments.list(Selection.BACKEND)).containsExactly("app");
    assertThat(arguments.has(GlobalOptions.DRY_RUN)).isTrue();
  }

  @Test
  void aParameterThatTakesManyMayHaveAnotherAfterIt() throws UsageException {
    var arguments = parse("server weight web1 web2 50%");
    assertThat(arguments.words("NAME")).containsExactly("web1", "web2");
    assertThat(arguments.word("WEIGHT")).isEqualTo("50%");
  }

  @Test
  void whatComesAfterTwoDashesIsNoOption() throws UsageException {
    assertThat(parse("server list -- -x --").words("NAME")).containsExactly("-x", "--");
  }

  @ParameterizedTest
  @CsvSource({
    "sever list,unknown command 'sever'; did you mean 'server'?",
    "server drian web1,unknown command 'haproxyadmin server drian'; did you mean 'drain'?",
    "server list --statsu down,unknown option --statsu; did you mean '--status'?",
    "server list --status dwon -s/a,--status: no status is 'dwon'; did you mean 'down'?",
    "var lis,'unknown command ''haproxyadmin var lis''; there are: get, set'",
    "server list --json --csv,'--json, --csv and --quiet are one too many; choose one'",
    "server drain,'NAME is missing: a server: web3, or app/web3 with its backend; * and ? stand for anything'",
    "server weight web1,WEIGHT is missing: 0 to 256",
    "server list -x,unknown option -x",
    "server list --socket,--socket needs a value: SOCKET",
    "server list --json=x,--json takes no value",
    "server list --timeout 5x -s/a,'--timeout: ''5x'' is no time; write it as 500ms, 90s, 5m or 2h'",
    "server list --color blue,'--color is auto, always or never, not ''blue'''",
    "server,a command is missing",
    "server weight web1 many -s/a,WEIGHT: 'many' is no whole number of 0 or more"
  })
  void whatIsWrongIsToldWithTheNearestThatIsRight(String line, String message) {
    var typed = Typed.run(Map.of(), line.split(" ", -1));
    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).contains("haproxyadmin: " + message);
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void timesAreReadInAnyUnit() throws UsageException {
    assertThat(Arguments.duration("", "250ms")).isEqualTo(Duration.ofMillis(250));
    assertThat(Arguments.duration("", "90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Arguments.duration("", "2h")).isEqualTo(Duration.ofHours(2));
    assertThatThrownBy(() -> Arguments.duration("--wait", "-1s"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void everyCommandHasHelpWithExamplesThatItUnderstands() throws UsageException {
    for (var name : Commands.NAMES) {
      var entry = Commands.entry(name).orElseThrow();
      assertThat(entry.name()).isEqualTo(name);
      var commands =
          switch (entry) {
            case CommandGroup group -> group.commands();
            case CliCommand command -> List.of(command);
          };
      for (var command : commands) {
        assertThat(command.examples()).as(command.name()).isNotEmpty();
        for (var example : command.examples()) {
          var words = example.line().replaceAll(" [<>|] .*", "").replace("'", "").split(" ", -1);
          var parsed = CommandLine.parse(List.of(words).subList(1, words.length));
          assertThat(parsed.path())
              .as(example.line())
              .isIn("haproxyadmin " + name, "haproxyadmin " + name + " " + command.name());
          assertThat(Help.of(parsed.path(), command)).contains(example.line(), command.summary());
        }
      }
    }
    assertThat(Typed.run(Map.of(), "--help").out())
        .contains("Commands:", "server", "HAPROXYADMIN_SOCKET");
    assertThat(Typed.run(Map.of(), "server", "-h").out()).contains("drain", "weight");
    assertThat(Typed.run(Map.of(), "server", "drain", "--help").out())
        .contains("Usage: haproxyadmin server drain NAME... [OPTION...]", "--wait TIME");
  }
}
