package org.haproxystats.integration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.haproxystats.integration.admin.AdminCommand.assertDone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.haproxystats.admin.cli.Shell;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.integration.admin.AdminCommand.Result;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that look into real HAProxys, and those for checks, variables and traces. */
class DiagnosisCommandIT {
  private static final String CHECKED =
      """
      backend checked
        server one 127.0.0.1:1 weight 7 check inter 1h agent-check agent-port 2 agent-inter 1h disabled
      """;

  private static final String SHARED =
      """
      global
        localpeer here
      cache pages
        total-max-size 4
      frontend web
        bind unix@{dir}/web.sock
        http-request cache-use pages
      backend clients
        stick-table type string len 64 size 100 expire 1h store gpc0 peers lbs
      peers lbs
        peer here unix@{dir}/here.sock
        peer other unix@{dir}/none.sock
      """;

  @TempDir private Path directory;

  @EachHaproxy
  void stateAndConnectionsOfServersAreShown(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES + CHECKED)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertThat(
              typed
                  .run(
                      "server",
                      "state",
                      "checked/*",
                      "--csv",
                      "--fields",
                      "backend,server,address,port,operation,admin,weight,check_result,check")
                  .out())
          .isEqualTo(
              "backend,server,address,port,operation,admin,weight,check_result,check\n"
                  + "checked,one,127.0.0.1,1,down,%s,7,unknown,\"configured, enabled, paused\"\n"
                      .formatted("\"forced maintenance, configured maintenance\"")
                      .repeat(2));
      var conn = typed.run("server", "conn", "-b", "app", "--json", "--fields", "server,used_cur");
      assertThat(conn.out().lines().filter(row -> row.contains("\"one\", \"used_cur\": 0")))
          .hasSize(2);
      assertThat(typed.run("server", "conn", "on").err()).contains("did you mean 'one'?");
    }
  }

  @EachHaproxy
  void whereChecksGoIsChanged(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, CHECKED)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertDone(
          typed.run("server", "agent-send", "checked/one", "hello"),
          "server checked/one: agent-send hello: done in 2 processes\n");
      assertDone(
          typed.run("server", "agent-addr", "checked/one", "127.0.0.2"),
          "server checked/one: agent-addr 127.0.0.2: done in 2 processes\n");
      var moved = typed.run("server", "check-addr", "checked/one", "127.0.0.3:4");
      if (line.hasNbproc()) {
        assertThat(moved.code()).isEqualTo(1);
        assertThat(moved.err()).contains("it came with 2.4");
        return;
      }
      assertDone(moved, "server checked/one: check-addr 127.0.0.3:4: done in 2 processes\n");
      assertThat(typed.run("server", "agent-port", "checked/one", "5").code()).isZero();
      var where = "check_address,check_port,agent_address,agent_port";
      assertThat(typed.run("server", "state", "checked/one", "--csv", "--fields", where).out())
          .isEqualTo(where + "\n" + "127.0.0.3,4,127.0.0.2,5\n".repeat(2));
    }
  }

  @EachHaproxy
  void whatIsNotYetThereIsRefusedBeforeItIsSent(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 1, CHECKED)) {
      var typed = new AdminCommand(site.socketDirectory());
      var renamed = typed.run("server", "rename", "checked/one", "two", "--json");
      assertThat(renamed.code()).isEqualTo(1);
      assertThat(renamed.err()).contains("it came with 3.5");
      assertThat(typed.run("server", "clear-counters", "checked/one").err())
          .contains("it came with 3.5");
      assertThat(typed.run("server", "list", "-q").out()).isEqualTo("checked/one\n");
    }
  }

  @EachHaproxy
  void theProcessesAreLookedInto(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertThat(typed.run("haproxy", "env", "--csv").out())
          .startsWith("name,value,processes\n")
          .contains("PATH,");
      assertThat(typed.run("haproxy", "sockets", "--csv", "--fields", "address,level").out())
          .contains("unix@" + site.sockets().getFirst().path() + ",admin\n");
      assertThat(typed.run("haproxy", "pools", "--json", "--fields", "pool,used").out())
          .contains("{\"pool\": \"");
      assertThat(typed.run("haproxy", "activity", "--csv", "--fields", "name").out())
          .contains("\nloops\n");
      assertThat(typed.run("haproxy", "fd").out()).contains("fe=");
      assertThat(typed.run("haproxy", "threads", "--json", "--fields", "thread,stuck").out())
          .contains("{\"thread\": 1, \"stuck\": false}");
      assertDone(
          typed.run("haproxy", "set-profiling", "tasks", "on"),
          "haproxy: profiling of tasks on: done in 2 processes\n");
      assertThat(typed.run("haproxy", "profiling").out())
          .containsPattern("Per-task CPU profiling +: on");
      assertThat(typed.run("haproxy", "set-profiling", "tasks", "of").code()).isEqualTo(2);
    }
  }

  @EachHaproxy
  void cachesAndPeersAreShown(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 1, SHARED)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertThat(typed.run("cache", "--csv", "--fields", "cache,objects,bytes").out())
          .isEqualTo("cache,objects,bytes\npages,0,0\n");
      assertThat(typed.run("peers", "--json", "--fields", "section,peer,place,address").out())
          .contains("\"section\": \"lbs\", \"peer\": \"other\", \"place\": \"remote\"");
      assertThat(typed.run("peers", "lbs").out()).startsWith("PROCESS ");
      assertThat(typed.run("peers", "lb").code()).isEqualTo(1);
      // HAProxy's own sessions to its peers are among all others.
      assertThat(typed.run("session", "list").code()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void variablesAreSetAndShown(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertDone(
          typed.run("var", "set", "proc.limit", "20", "--number"),
          "variable proc.limit: set: done in 2 processes\n");
      assertDone(
          typed.run("var", "get", "proc.limit", "--csv"),
          "name,type,value,processes\nproc.limit,sint,20,2\n");
      assertThat(typed.run("var", "set", "proc.text", "50% of it").code()).isZero();
      assertThat(typed.run("var", "get", "proc.text", "--json").out())
          .contains("\"type\": \"str\", \"value\": \"50% of it\"");
      assertThat(typed.run("var", "set", "proc.sum", "int(2),add(3)", "--expression").code())
          .isZero();
      assertThat(typed.run("var", "get", "proc.sum", "--csv", "--fields", "value").out())
          .isEqualTo("value\n5\n");
      assertThat(typed.run("var", "get", "limit").err()).contains("must begin with 'proc.'");
      assertThat(typed.run("var", "set", "proc.limit", "x", "--number").code()).isEqualTo(2);
    }
  }

  @EachHaproxy
  void tracesAreStartedListedAndStopped(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertDone(
          typed.run("trace", "start", "h1", "--trace-level", "developer"),
          "trace h1: start: done in 2 processes\n");
      assertThat(typed.run("trace", "list", "--csv").out())
          .contains("h1,running,buf0,0,")
          .contains(",2\n");
      assertDone(
          typed.run("trace", "stop"),
          "all traces: stop: done in 2 processes\n  All traces now stopped\n");
      assertThat(typed.run("trace", "list", "--json").out()).doesNotContain("\"running\"");
      assertThat(typed.run("trace", "start", "h3x").err())
          .contains("there is no source of traces 'h3x'; did you mean");
      assertThat(typed.run("trace", "start", "h1", "--trace-level", "loud").code()).isEqualTo(2);
      assertThat(typed.run("trace", "start", "h1", "--dry-run", "--csv").out())
          .contains(",trace h1 sink buf0,", ",trace h1 start now,");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_0", "NEWEST"})
  void workersOfAMasterAreListed(HaproxyLine line) throws Exception {
    try (var site = MasterWorker.start(line, directory, Site.PROXIES)) {
      var master = site.masterSocket().toString();
      var listed = typed("workers", "--master", master, "--csv", "--fields", "type,role");
      assertDone(listed, "type,role\nmaster,master\nworker,worker\n");
      assertThat(typed("workers", "--master", master).out()).startsWith("PID ");
      assertThat(typed("workers", "--master", master, "--json").out())
          .contains("\"failed_reloads\": 0");
      var stats = site.masterSocket().resolveSibling("../sockets/admin.sock").toString();
      assertThat(typed("workers", "--socket", stats).err())
          .contains("name its socket with --master");
      assertThat(typed("workers", "--master", directory.resolve("none").toString()).code())
          .isEqualTo(1);
    }
  }

  @EachHaproxy
  void theSocketOfAMasterIsPassedOverInADirectory(HaproxyLine line) throws Exception {
    try (var site = MasterWorker.start(line, directory, Site.PROXIES)) {
      var sockets = directory.resolve("sockets");
      Files.createSymbolicLink(sockets.resolve("master.sock"), site.masterSocket());
      var listed = typed("server", "list", "--socket", sockets.toString(), "-q", "app/*");
      assertDone(listed, "app/one\napp/two\napp/off\n");
    }
  }

  @EachHaproxy
  void aStatsSocketThatIsGivenAsAMastersIsTold(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 1, Site.PROXIES)) {
      var socket = site.sockets().getFirst().path().toString();
      for (var command : List.of("workers", "reload", "errors")) {
        var typed = typed(command, "--master", socket);
        assertThat(typed.code()).as(command).isEqualTo(1);
        assertThat(typed.err())
            .as(command)
            .contains("If this is a stats socket, name it with --socket");
      }
    }
  }

  private static Result typed(String... words) {
    return AdminCommand.typed(Map.of(), "", Shell.Terminals.NONE, List.of(words));
  }

  @EachHaproxy
  void namesOfLiveObjectsAreCompleted(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 1, Site.PROXIES + CHECKED)) {
      awaitCompleted(site, "checked/one\n", "server", "check-addr", "ch");
      awaitCompleted(site, "app/off\n", "server", "state", "app/of");
      awaitCompleted(site, "h1\n", "trace", "start", "h1");
      awaitCompleted(site, "buf0\n", "events", "buf");
      awaitCompleted(site, "tasks\n", "haproxy", "set-profiling", "ta");
      awaitCompleted(site, "developer\n", "trace", "start", "h1", "--trace-level", "de");
    }
  }

  /** Nobody waits long for a completion, so on a busy machine it may take another try. */
  private static void awaitCompleted(RealHaproxy site, String expected, String... words) {
    await().untilAsserted(() -> assertThat(completed(site, words)).isEqualTo(expected));
  }

  private static String completed(RealHaproxy site, String... words) {
    var line = new java.util.ArrayList<>(List.of("complete"));
    line.addAll(List.of(words));
    var socket = site.sockets().getFirst().path().toString();
    return AdminCommand.typed(Map.of("HAPROXYADMIN_SOCKET", socket), "", Shell.Terminals.NONE, line)
        .out();
  }
}
