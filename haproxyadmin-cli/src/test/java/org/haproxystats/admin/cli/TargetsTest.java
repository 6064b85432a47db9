package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @TempDir private Path directory;

  private List<Target> targets(Map<String, String> environment, String options)
      throws UsageException, IOException {
    var shell =
        new Shell(
            environment, InputStream.nullInputStream(), NOWHERE, NOWHERE, Shell.Terminals.NONE);
    var line = CommandLine.parse(List.of(("server list " + options).strip().split(" ", -1)));
    return new Targets(shell, line.arguments(), List.of(directory.resolve("run").toString())).all();
  }

  private Path configuration(String text) throws IOException {
    return Files.writeString(directory.resolve("haproxyadmin.conf"), text);
  }

  private void socket(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path));
    }
  }

  private static List<String> endpoints(List<Target> targets) {
    return targets.stream().flatMap(t -> t.endpoints().stream()).map(Object::toString).toList();
  }

  @Test
  void optionsNameFilesDirectoriesAndUrls() throws Exception {
    socket(directory.resolve("run/b.sock"));
    socket(directory.resolve("run/a.sock"));
    Files.writeString(directory.resolve("run/notes.txt"), "no socket");
    var run = directory.resolve("run");
    assertThat(
            endpoints(
                targets(Map.of(), "-s /x/y.sock -s tcp://LB1:99 -s " + run + " -s /x/y.sock")))
        .containsExactly(
            "unix:///x/y.sock",
            "tcp://lb1:99",
            "unix://" + run + "/a.sock",
            "unix://" + run + "/b.sock");
    assertThat(endpoints(targets(Map.of(), "--master /run/master.sock")))
        .containsExactly("unix:///run/master.sock current worker");
    assertThatThrownBy(() -> targets(Map.of(), "-s ftp://x"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the scheme 'ftp' is not known");
  }

  @Test
  void optionsWinOverTheEnvironmentAndThatOverTheFileAndThatOverTheUsualPlaces() throws Exception {
    socket(directory.resolve("run/usual.sock"));
    var usual = "unix://" + directory.resolve("run/usual.sock");
    var home = Map.of("XDG_CONFIG_HOME", directory.toString());
    assertThat(endpoints(targets(home, ""))).containsExactly(usual);

    configuration("[lb1]\nsocket = /file.sock\n");
    assertThat(endpoints(targets(home, ""))).containsExactly("unix:///file.sock");

    var both =
        Map.of("XDG_CONFIG_HOME", directory.toString(), "HAPROXYADMIN_SOCKET", "/e1 /e2,/e3");
    assertThat(endpoints(targets(both, "")))
        .containsExactly("unix:///e1", "unix:///e2", "unix:///e3");
    assertThat(endpoints(targets(both, "-s /option"))).containsExactly("unix:///option");
    assertThat(endpoints(targets(both, "--on lb1"))).containsExactly("unix:///file.sock");
    assertThat(endpoints(targets(Map.of("HAPROXYADMIN_MASTER", "/m"), "")))
        .containsExactly("unix:///m current worker");
  }

  @Test
  void theFileNamesLoadBalancers() throws Exception {
    var file =
        configuration(
            """
            # comment
            [lb1]
            socket = /a.sock, /b.sock
            socket = tcp://h:1

            [lb2]
            master = /m.sock
            """);
    var config = "--config " + file;
    assertThat(targets(Map.of(), config + " --on lb2,lb1"))
        .extracting(Target::name)
        .containsExactly("lb2", "lb1");
    assertThat(endpoints(targets(Map.of(), config + " --on lb*")))
        .containsExactly(
            "unix:///a.sock", "unix:///b.sock", "tcp://h:1", "unix:///m.sock current worker");
    assertThat(targets(Map.of("HAPROXYADMIN_ON", "lb2"), config).getFirst().master()).isPresent();
    assertThatThrownBy(() -> targets(Map.of(), config))
        .hasMessage("say which load balancer is meant, with --on and some of: lb1, lb2");
    assertThatThrownBy(() -> targets(Map.of(), config + " --on lb3"))
        .hasMessage(file + " has no load balancer 'lb3'; did you mean 'lb1'?");
    assertThatThrownBy(() -> targets(Map.of(), config + " --on lb1 -s /x"))
        .isInstanceOf(UsageException.class);
    configuration("[default]\nsocket=/d\n[other]\nsocket=/o\n");
    assertThat(endpoints(targets(Map.of(), config))).containsExactly("unix:///d");
  }

  @Test
  void aWrongLineOfTheFileIsNamed() throws Exception {
    var file = configuration("[lb1]\nsockt = /a\n");
    assertThatThrownBy(() -> targets(Map.of(), "--config " + file))
        .isInstanceOf(UsageException.class)
        .hasMessage(file + ", line 2: unknown option 'sockt'; did you mean 'socket'?");
    configuration("socket = /a\n");
    assertThatThrownBy(() -> targets(Map.of(), "--config " + file)).hasMessageContaining("line 1");
    configuration("[lb1]\n");
    assertThatThrownBy(() -> targets(Map.of(), "--config " + file))
        .hasMessageContaining("section [lb1] has neither 'socket' nor 'master'");
    configuration("\n");
    assertThatThrownBy(() -> targets(Map.of(), "--config " + file))
        .hasMessageContaining("there is no section in it");
    assertThatThrownBy(() -> targets(Map.of(), "--config /nowhere/x"))
        .hasMessageContaining("/nowhere/x: there is no such file");
  }

  @Test
  void whereNothingIsFoundTheMessageSaysWhatToWrite() {
    assertThatThrownBy(() -> targets(Map.of("HOME", directory.toString()), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no stats socket was found in the usual places")
        .hasMessageContaining("stats socket /run/haproxy/admin.sock mode 660 level admin");
  }
}
