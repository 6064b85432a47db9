package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.haproxystats.admin.cli.Shell;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.integration.StatsSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code haproxyadmin server ...} on real HAProxys. */
class ServerCommandIT {
  private static final String HELD =
      """
      frontend slow
        bind unix@{dir}/slow.sock
        default_backend held
      backend held
        server one unix@{dir}/held.sock
      """;

  @TempDir private Path directory;

  private static AdminCommand command(RealHaproxy site) {
    return new AdminCommand(site.socketDirectory());
  }

  private static List<String> weights(RealHaproxy site, String server, Integer... processes) {
    return List.of(processes).stream()
        .map(i -> site.sockets().get(i).ask("get weight " + server).strip())
        .toList();
  }

  @EachHaproxy
  void serversAreListedAsOneInTextJsonAndCsv(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES)) {
      var typed = command(site);
      var text = typed.run("server", "list");
      assertThat(text.err()).isEmpty();
      assertThat(text.code()).isZero();
      assertThat(text.out().lines().toList())
          .hasSize(5)
          .satisfies(lines -> assertThat(lines.getFirst()).startsWith("BACKEND  SERVER  STATUS"))
          .anySatisfy(row -> assertThat(row).matches("app +one +no check +10 .* 2"))
          .anySatisfy(row -> assertThat(row).matches("app +off +MAINT .* 2"));

      assertThat(
              typed
                  .run("server", "list", "app/o*", "--json", "--fields", "server,status,weight")
                  .out())
          .isEqualTo(
              """
              [
                {"server": "one", "status": "no check", "weight": 10},
                {"server": "off", "status": "MAINT", "weight": 1}
              ]
              """);
      assertThat(
              typed
                  .run(
                      "server",
                      "list",
                      "--csv",
                      "--status",
                      "maint",
                      "--fields",
                      "backend,server,processes")
                  .out())
          .isEqualTo("backend,server,processes\napp,off,2\n");
      assertThat(typed.run("server", "list", "-q", "--backend", "app", "--sort", "-weight").out())
          .isEqualTo("app/two\napp/one\napp/off\n");

      site.sockets().getFirst().ask("set server app/one state maint");
      assertThat(typed.run("server", "list", "app/one", "--csv", "--fields", "status").out())
          .isEqualTo("status\n\"1 MAINT, 1 no check\"\n");
      assertThat(typed.run("server", "show", "app/one", "--fields", "process,status").out())
          .containsPattern(
              "process +unix://.*admin1.sock +unix://.*admin2.sock\nstatus +MAINT +no check\n");
      assertThat(typed.run("server", "show", "app/one", "--json").out())
          .containsPattern(
              "(?s)admin1.sock\", .*\"status\": \"MAINT\".*admin2.sock\", .*\"no check\"");
    }
  }

  @EachHaproxy
  void changesReachEveryProcessAndAreReported(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES)) {
      var typed = command(site);
      var planned = typed.run("server", "drain", "one", "--backend", "app", "--dry-run", "--csv");
      assertThat(planned.code()).isZero();
      assertThat(planned.out().lines().map(row -> row.replaceAll("unix://[^,]*/", "")))
          .containsExactly(
              "object,process,command,problem",
              "server app/one,admin1.sock,set server app/one state drain,",
              "server app/one,admin2.sock,set server app/one state drain,");
      assertThat(typed.run("server", "list", "-q", "--status", "drain").out()).isEmpty();

      var drained = typed.run("server", "drain", "one", "--backend", "app");
      assertThat(drained.out()).isEqualTo("server app/one: drain: done in 2 processes\n");
      assertThat(drained.code()).isZero();
      assertThat(typed.run("server", "list", "-q", "--status", "drain").out())
          .isEqualTo("app/one\n");

      assertThat(typed.run("server", "weight", "app/one", "app/two", "50%", "--yes").code())
          .isZero();
      assertThat(weights(site, "app/one", 0, 1)).containsOnly("5 (initial 10)");
      assertThat(weights(site, "app/two", 0, 1)).containsOnly("15 (initial 30)");
      assertThat(typed.run("server", "maint", "app/one", "--quiet").out()).isEmpty();
      assertThat(typed.run("server", "ready", "app/one", "--json").out())
          .contains("\"change\": \"ready\", \"result\": \"done\"");
      assertThat(typed.run("server", "list", "-q", "--status", "maint,drain").out())
          .isEqualTo("app/off\n");
    }
  }

  @Test
  void whatFailsInOneOfFourProcessesIsToldAndTheOthersChange() throws Exception {
    try (var site = RealHaproxy.start(HaproxyLine.V2_2, directory, 4, Site.PROXIES)) {
      Signals.kill(site.pids().get(2));

      var typed = command(site);
      var listed = typed.run("server", "list", "app/one", "--csv", "--fields", "server,processes");
      assertThat(listed.code()).isEqualTo(1);
      assertThat(listed.out()).isEqualTo("server,processes\none,3\n");
      assertThat(listed.err())
          .contains("admin3.sock: ")
          .contains("Nobody listens there: HAProxy does not run");

      var changed = typed.run("server", "weight", "app/one", "3");
      assertThat(changed.code()).isEqualTo(1);
      assertThat(changed.out())
          .isEqualTo(
              "server app/one: weight 3: done in 3 of 4 processes, not reached in 1 of 4 processes\n");
      assertThat(weights(site, "app/one", 0, 1, 3)).containsOnly("3 (initial 10)");
      assertThat(typed.run("server", "weight", "app/one", "4", "--csv").out().lines())
          .hasSize(5)
          .filteredOn(row -> row.contains("admin3.sock"))
          .singleElement()
          .satisfies(row -> assertThat(row).contains(",weight 4,not reached,"));
      assertThat(typed.run("server", "weight", "app/one", "5", "--quiet").code()).isEqualTo(1);
      assertThat(typed.run("server", "weight", "app/one", "6", "--dry-run").code()).isEqualTo(1);
      assertThat(weights(site, "app/one", 0, 1, 3)).containsOnly("5 (initial 10)");
    }
  }

  @EachHaproxy
  void severalObjectsChangeOnlyWhenSomebodyAgrees(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 1, Site.PROXIES)) {
      var typed = command(site);
      var asked = typed.answered("n\n", "server", "maint", "one");
      assertThat(asked.code()).isEqualTo(1);
      assertThat(asked.err())
          .contains("maint: 2 objects: server app/one, server idle/one")
          .contains("Go on? [y/N]")
          .contains("nothing was changed");
      var nobody = typed.run("server", "maint", "one");
      assertThat(nobody.code()).isEqualTo(2);
      assertThat(nobody.err()).contains("--yes goes on unasked");
      assertThat(typed.run("server", "list", "-q", "--status", "maint").out())
          .isEqualTo("app/off\n");

      assertThat(typed.answered("y\n", "server", "maint", "one").code()).isZero();
      assertThat(typed.run("server", "list", "-q", "--status", "maint").out())
          .isEqualTo("app/one\napp/off\nidle/one\n");
    }
  }

  @Test
  void whatIsUnknownGetsTheNearestAndNothingChanges() {
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES)) {
      var typed = command(site);
      var unknown = typed.run("server", "maint", "app/two", "app/onee", "--yes");
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.err())
          .contains("no server is named 'app/onee'; did you mean 'app/one'?")
          .contains("Nothing was changed.");
      assertThat(typed.run("server", "list", "-q", "--status", "maint").out())
          .isEqualTo("app/off\n");
      var listed = typed.run("server", "list", "-q", "twoo", "off");
      assertThat(listed.err()).contains("no server is named 'twoo'; did you mean 'two'?");
      assertThat(listed.out()).isEqualTo("app/off\n");
      assertThat(listed.code()).isEqualTo(1);
      assertThat(typed.run("server", "list", "--backend", "ap").err())
          .contains("no backend is named 'ap'; did you mean 'app'?");
      assertThat(typed.run("server", "list", "--fields", "server,staus").err())
          .contains("no HAProxy has a field 'staus'; did you mean 'status'?");
      assertThat(typed.run("server", "weight", "app/one", "300").code()).isEqualTo(2);
      assertThat(new AdminCommand(directory.resolve("none")).run("server", "list").err())
          .contains("There is no such socket", "no HAProxy answers");
    }
  }

  @Test
  void namedLoadBalancersAreEachReported() throws Exception {
    try (var first = RealHaproxy.start(HaproxyLine.V3_0, directory.resolve("a"), 1, Site.PROXIES);
        var second =
            RealHaproxy.start(HaproxyLine.V2_6, directory.resolve("b"), 1, Site.PROXIES + HELD)) {
      var file =
          Files.writeString(
              directory.resolve("conf"),
              "[lb1]\nsocket = %s\n[lb2]\nsocket = %s\n"
                  .formatted(first.socketDirectory(), second.socketDirectory()));
      var drained =
          AdminCommand.typed(
              Map.of("HAPROXYADMIN_CONFIG", file.toString()),
              "",
              Shell.Terminals.NONE,
              List.of("server", "drain", "app/one", "held/one", "--on", "lb1,lb2", "--yes"));
      assertThat(drained.out())
          .isEqualTo(
              """
              lb1: server app/one: drain: done in 1 process
              lb2: server app/one: drain: done in 1 process
              lb2: server held/one: drain: done in 1 process
              """);
      assertThat(drained.err()).contains("lb1: no server is named 'held/one'");
      assertThat(drained.code()).isEqualTo(1);
      var listed =
          AdminCommand.typed(
              Map.of("HAPROXYADMIN_CONFIG", file.toString()),
              "",
              Shell.Terminals.NONE,
              List.of(
                  "server",
                  "list",
                  "one",
                  "--on=*",
                  "--csv",
                  "--status=drain",
                  "--fields=haproxy,backend"));
      assertThat(listed.out()).isEqualTo("haproxy,backend\nlb1,app\nlb2,app\nlb2,held\n");
    }
  }

  @Test
  void aDrainWaitsForTheLastSession() throws Exception {
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, HELD);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      var own = site.directories().getFirst();
      server.bind(UnixDomainSocketAddress.of(own.resolve("held.sock")));
      try (var client = SocketChannel.open(UnixDomainSocketAddress.of(own.resolve("slow.sock")))) {
        client.write(ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8)));
        var session = server.accept();
        await().until(() -> sessions(site.sockets().getFirst()).equals("1"));

        var typed = command(site);
        var late = typed.run("server", "drain", "held/one", "--wait", "300ms");
        assertThat(late.code()).isEqualTo(1);
        assertThat(late.out()).isEqualTo("server held/one: drain: done in 1 process\n");
        assertThat(late.err())
            .contains("1 session left\n")
            .containsPattern("server held/one has 1 session left after \\d+s");

        var waiting =
            CompletableFuture.supplyAsync(
                () -> typed.run("server", "drain", "held/one", "--wait", "60s"));
        session.close();
        var ended = waiting.get();
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains("no session left after");
      }
    }
  }

  private static String sessions(StatsSocket socket) {
    return socket.stat().stream()
        .filter(row -> "held".equals(row.get("pxname")) && "one".equals(row.get("svname")))
        .map(row -> row.getOrDefault("scur", ""))
        .findFirst()
        .orElse("");
  }
}
