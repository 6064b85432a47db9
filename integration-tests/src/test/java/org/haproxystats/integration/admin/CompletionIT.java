package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.haproxystats.admin.cli.Main;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are completed by real shells with the names of real HAProxys. */
class CompletionIT {
  private static final String TABLE =
      "backend clients\n  stick-table type ip size 100 expire 10s store gpc0\n";

  @TempDir private Path directory;

  /** A program of that name, as a shell finds it in its path. */
  @BeforeEach
  void haproxyadminIsInThePath() throws IOException {
    Path program = Files.createDirectories(directory.resolve("bin")).resolve("haproxyadmin");
    Files.writeString(
        program,
        "#!/bin/sh\nexec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String shell(String... words) throws IOException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().merge("PATH", directory.resolve("bin") + ":", (old, mine) -> mine + old);
    builder.environment().put("HOME", directory.toString());
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.onExit().join();
    return output;
  }

  /** What bash would put in place of the last word, or of its part after a = or a colon. */
  private List<String> bash(String line) throws IOException {
    return shell(
            "bash",
            "-c",
            """
            source <(haproxyadmin completion bash)
            complete -p haproxyadmin >/dev/null || echo 'not registered'
            COMP_LINE=$1 COMP_POINT=${#1}
            _haproxyadmin
            printf '%s\\n' "${COMPREPLY[@]}"
            """,
            "bash",
            line)
        .lines()
        .toList();
  }

  /** Nobody waits long for a completion, so on a busy machine it may take another try. */
  private void awaitOffered(String line, String... candidates) {
    await().untilAsserted(() -> assertThat(bash(line)).containsExactly(candidates));
  }

  private static boolean has(String shell) {
    return Stream.of("/bin/", "/usr/bin/", "/usr/local/bin/")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + shell)));
  }

  @EachHaproxy
  void bashOffersWhatHaproxyHas(HaproxyLine line) throws IOException {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES + TABLE)) {
      var begin = "haproxyadmin --socket=" + site.socketDirectory() + " ";
      awaitOffered(begin + "server drain ", "app/one", "app/two", "app/off", "idle/one");
      awaitOffered(begin + "server drain app/one app/o", "app/off");
      awaitOffered(begin + "server list --backend i", "idle");
      awaitOffered(begin + "server list --backend=app,i", "app,idle");
      assertThat(bash(begin + "server drain nothing/")).containsExactly("");
    }
  }

  @Test
  void bashOffersCommandsOptionsAndFiles() throws IOException {
    assertThat(bash("haproxyadmin server dr")).containsExactly("drain");
    assertThat(bash("haproxyadmin server drain --wa")).containsExactly("--wait");
    assertThat(bash("haproxyadmin server list --color=al")).containsExactly("always");
    assertThat(bash("haproxyadmin --socket=" + directory + "/b"))
        .containsExactly(directory + "/bin");
    assertThat(bash("haproxyadmin --socket /nowhere/a.sock server drain ")).containsExactly("");
  }

  @Test
  void zshOffersTheSame() throws IOException {
    assumeThat(has("zsh")).as("zsh is installed").isTrue();
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES)) {
      // Outside of its line editor zsh has no completion, so what would be shown is caught.
      var lines =
          """
              compdef() { echo "registered $*" }
              _describe() { print -l "${(@P)argv[-1]}" }
              source <(haproxyadmin completion zsh)
              words=(haproxyadmin --socket "$1" server drain app/o) CURRENT=6
              _haproxyadmin
              words=(haproxyadmin server dr) CURRENT=3
              _haproxyadmin
              """;
      var sockets = site.socketDirectory().toString();
      await()
          .untilAsserted(
              () ->
                  assertThat(shell("zsh", "-fc", lines, "zsh", sockets).lines())
                      .containsExactly(
                          "registered _haproxyadmin haproxyadmin",
                          "app/one",
                          "app/off",
                          "drain:Takes no new sessions but those that stick; checks go on"));
    }
  }

  @Test
  void fishOffersTheSame() throws IOException {
    assumeThat(has("fish")).as("fish is installed").isTrue();
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES)) {
      var begin = "haproxyadmin completion fish | source; complete -C ";
      assertThat(shell("fish", "-c", begin + "'haproxyadmin server dr'"))
          .isEqualTo("drain\tTakes no new sessions but those that stick; checks go on\n");
      var drain = begin + "'haproxyadmin -s " + site.socketDirectory() + " server drain app/o'";
      await()
          .untilAsserted(
              () ->
                  assertThat(shell("fish", "-c", drain).lines())
                      .containsExactlyInAnyOrder("app/one", "app/off"));
    }
  }
}
