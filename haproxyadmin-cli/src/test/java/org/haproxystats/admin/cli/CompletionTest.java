package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
  @TempDir private Path directory;

  /** What is offered, without the help. */
  private static List<String> offered(String... words) {
    return offered(Map.of(), words);
  }

  private static List<String> offered(Map<String, String> environment, String... words) {
    var line = Stream.concat(Stream.of("complete"), Stream.of(words)).toArray(String[]::new);
    var typed = Typed.run(environment, line);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
    return typed.out().lines().map(candidate -> candidate.split("\t", 2)[0]).toList();
  }

  @Test
  void commandsAndTheirCommandsAreOffered() {
    assertThat(offered("")).containsExactlyElementsOf(Commands.NAMES);
    assertThat(offered("ser")).containsExactly("server");
    assertThat(offered("server", "dr")).containsExactly("drain");
    assertThat(offered("--color", "never", "server", "we")).containsExactly("weight");
    assertThat(Typed.run(Map.of(), "complete", "server", "dr").out())
        .isEqualTo("drain\tTakes no new sessions but those that stick; checks go on\n");
  }

  @Test
  void optionsOfTheCommandAndOfAllAreOffered() {
    assertThat(offered("server", "drain", "--w")).containsExactly("--wait");
    assertThat(offered("server", "list", "--"))
        .contains("--status", "--json")
        .doesNotContain("--wait");
    assertThat(offered("--js")).containsExactly("--json");
  }

  @Test
  void valuesOfOptionsAreOfferedInBothForms() {
    assertThat(offered("server", "list", "--color", "a")).containsExactly("auto", "always");
    assertThat(offered("server", "list", "--color=n")).containsExactly("--color=never");
    assertThat(offered("server", "list", "--status", "up,ma")).containsExactly("up,maint");
    assertThat(offered("doctor", "--level", "")).containsExactly("user", "operator", "admin");
    assertThat(offered("--socket", "/r")).containsExactly(":files");
    assertThat(offered("completion", "")).containsExactly("bash", "zsh", "fish");
  }

  @Test
  void loadBalancersAreOfferedByTheirNames() throws IOException {
    var file =
        Files.writeString(directory.resolve("conf"), "[lb1]\nsocket = /a\n[lb2]\nsocket = /b\n");
    var environment = Map.of("HAPROXYADMIN_CONFIG", file.toString());
    assertThat(offered(environment, "--on", "")).containsExactly("lb1", "lb2");
    assertThat(offered(environment, "--on", "lb1,")).containsExactly("lb1,lb1", "lb1,lb2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sevrer ",
        "server drian ",
        "server drain --nonsense x ",
        "server drain --socket=/nowhere/a.sock ",
        "server list --json=x ",
        "server list -- --",
        "completion bash "
      })
  void whatIsWrongOrSilentOffersNothingAndSaysNothing(String line) {
    var environment = Map.of("HAPROXYADMIN_SOCKET", directory.resolve("none.sock").toString());
    assertThat(offered(environment, line.split(" ", -1))).isEmpty();
  }

  @Test
  void aShellThatIsNotKnownGetsTheNearest() {
    var typed = Typed.run(Map.of(), "completion", "bsh");
    assertThat(typed.code()).isEqualTo(2);
    assertThat(typed.err()).contains("no completion for 'bsh'; did you mean 'bash'?");
    assertThat(Typed.run(Map.of(), "completion", "zsh").out())
        .startsWith("#compdef haproxyadmin\n");
  }
}
