package org.haproxystats.integration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.haproxystats.integration.admin.AdminCommand.assertDone;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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
import org.haproxystats.integration.TestCertificate;
import org.haproxystats.integration.admin.AdminCommand.Result;
import org.haproxystats.integration.runtime.PatternSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands of {@code haproxyadmin} beside {@code server}, on real HAProxys. */
class AdminCommandsIT {
  private static final String VARIED =
      """
      backend clients
        stick-table type string len 64 size 100 expire 1h store gpc0,gpt0
      resolvers dns
        nameserver local 127.0.0.1:1
      frontend held
        mode tcp
        bind unix@{site}/held.sock
        default_backend plain
      backend plain
        mode tcp
        server one unix@{site}/nowhere.sock
      """;

  @TempDir private Path directory;

  @EachHaproxy
  void processesFrontendsAndBackendsAreShownAndChanged(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES)) {
      var typed = new AdminCommand(site.socketDirectory());
      var pids = site.pids().stream().map(String::valueOf).toList();

      var listed = typed.run("haproxy", "list", "--csv", "--fields", "Pid,Maxconn").out();
      assertThat(listed.lines().skip(1).map(row -> row.split(",", -1)[0]))
          .containsExactlyInAnyOrderElementsOf(pids);
      assertThat(typed.run("haproxy", "list").out()).contains("PROCESS", "UPTIME SEC");
      assertThat(typed.run("haproxy", "info", "Pid", "--json").out()).contains(pids);
      assertThat(typed.run("haproxy", "info").out()).containsPattern("Name +HAProxy +HAProxy");
      assertThat(typed.run("haproxy", "info", "Pidd").err()).contains("did you mean 'Pid'?");
      assertDone(
          typed.run("haproxy", "set", "maxconn", "50"),
          "haproxy: maxconn 50: done in 2 processes\n");
      assertDone(typed.run("haproxy", "metric", "Maxconn", "--csv"), "metric,value\nMaxconn,100\n");
      assertThat(typed.run("haproxy", "set", "sess-rate", "99", "--quiet").code()).isZero();
      assertDone(
          typed.run("haproxy", "limits", "--csv"),
          "Maxconn,ConnRateLimit,SessRateLimit,SslRateLimit,processes\n50,0,99,0,2\n");
      assertThat(typed.run("haproxy", "set", "rate", "1").err())
          .contains("there is no limit 'rate'");
      assertThat(typed.run("haproxy", "clear-counters", "--all", "--json").out())
          .contains("\"change\": \"clear all counters\", \"result\": \"done\"");

      assertDone(
          typed.run("frontend", "list", "--csv", "--fields", "frontend,status,processes"),
          "frontend,status,processes\nweb.site,OPEN,2\napp-server,OPEN,2\n");
      assertThat(typed.run("frontend", "list").out()).startsWith("FRONTEND    STATUS");
      assertDone(
          typed.run("frontend", "maxconn", "web.site", "40"),
          "frontend web.site: maxconn 40: done in 2 processes\n");
      assertThat(typed.run("frontend", "show", "web.site", "--json").out())
          .contains("\"slim\": 40");
      assertDone(
          typed.run("frontend", "disable", "web.site"),
          "frontend web.site: disable: done in 2 processes\n");
      assertDone(
          typed.run("frontend", "disable", "web.site"),
          "frontend web.site: disable: already so in 2 processes\n");
      assertThat(typed.run("frontend", "enable", "web.site").code()).isZero();
      assertThat(typed.run("frontend", "shutdown", "web.site", "--dry-run", "--csv").out())
          .contains(",shutdown frontend web.site,");

      assertDone(typed.run("backend", "list", "-q"), "app\nidle\n");
      assertThat(typed.run("backend", "list", "--json", "--fields", "backend,act,status").out())
          .contains("{\"backend\": \"app\", \"act\": 2, \"status\": \"UP\"}");
      assertThat(typed.run("backend", "show", "app").out()).containsPattern("status +UP +UP");
      assertThat(typed.run("backend", "enable-dynamic-cookie", "app").code()).isZero();
      assertThat(typed.run("backend", "publish", "ap").err()).contains("did you mean 'app'?");
      assertThat(typed.run("dump").out()).contains("# unix://", "# pxname,svname,", "app,one,");
      assertThat(typed.run("dump", "info", "--json").out())
          .contains("\"command\": \"show info\", \"answer\": \"Name: HAProxy\\n");
      assertThat(typed.run("command", "show", "cli", "level").out()).contains("admin");
      assertThat(typed.run("command", "disable server app/one", "--dry-run").out())
          .contains("disable server app/one");
    }
  }

  @EachHaproxy
  void mapsAndAclsAreShownAndChanged(HaproxyLine line) throws Exception {
    var patterns = new PatternSite(directory);
    try (var site = patterns.start(line, 2)) {
      var typed = new AdminCommand(site.socketDirectory());
      var hosts = patterns.hosts().id();
      var blocked = patterns.blocked().id();
      assertThat(typed.run("map", "list", "-q").out()).contains(hosts);
      assertThat(typed.run("acl", "list", "--json").out()).contains(blocked);
      assertDone(
          typed.run("map", "show", hosts, "--csv"),
          "key,value,processes\nfirst,value,2\nempty,,2\n");
      assertDone(
          typed.run("map", "add", hosts, "a.example", "blue"),
          "map " + hosts + ": add a.example: done in 2 processes\n");
      assertThat(typed.run("map", "set", hosts, "a.example", "green").code()).isZero();
      assertThat(typed.run("map", "get", hosts, "a.example", "--csv").out())
          .contains(",true,a.example,green,2");
      site.sockets().getFirst().ask("add map " + hosts + " only-here x");
      assertThat(typed.run("map", "drift", hosts, "--csv", "--fields", "change,key,to").out())
          .isEqualTo("change,key,to\nadded,only-here,x\n");
      assertThat(typed.run("map", "del", hosts, "a.example", "-q").code()).isZero();
      assertThat(typed.reading("first other\nnew x\n", "map", "diff", hosts, "--csv").out())
          .startsWith("change,key,from,to,processes\n")
          .contains(
              "added,new,,x,2\n", "changed,first,value,other,2\n", "removed,only-here,x,,1\n");
      var planned = typed.reading("new x\n", "map", "replace", hosts, "--dry-run", "--csv");
      assertThat(planned.out()).contains("prepare map " + hosts, "<< (1 entries)", "commit map");

      var steps =
          typed.reading(
              "first other\nnew a b\n",
              "map",
              "replace",
              hosts,
              "--by-differences",
              "--dry-run",
              "--csv",
              "--fields",
              "process,command");
      assertThat(steps.code()).isZero();
      assertThat(
              steps
                  .out()
                  .lines()
                  .skip(1)
                  .map(row -> row.replaceAll("unix://.*/admin|0x\\w+", "").replace(hosts, "hosts")))
          .containsExactly(
              "1.sock,set map hosts # other",
              "1.sock,add map hosts new a\\ b",
              "1.sock,del map hosts #",
              "1.sock,del map hosts #",
              "2.sock,set map hosts # other",
              "2.sock,add map hosts new a\\ b",
              "2.sock,del map hosts #");

      var replaced = typed.reading("# new\nfirst other\n\nnew a b\n", "map", "replace", hosts);
      if (line.hasNbproc()) {
        assertThat(replaced.code()).isEqualTo(1);
        assertThat(replaced.out()).contains("unchanged in 2 processes");
        assertThat(replaced.err()).contains("HAProxy 2.2", "does not have it, it came with 2.4");
        replaced =
            typed.reading("first other\nnew a b\n", "map", "replace", hosts, "--by-differences");
      }
      assertDone(replaced, "map " + hosts + ": replace: done in 2 processes\n");
      assertThat(typed.run("map", "show", hosts, "--csv").out())
          .isEqualTo("key,value,processes\nfirst,other,2\nnew,a b,2\n");

      assertThat(typed.run("acl", "add", blocked, "/x").code()).isZero();
      assertThat(typed.run("acl", "show", blocked, "-q").out()).isEqualTo("/blocked\n/x\n");
      assertThat(typed.run("acl", "get", blocked, "/x").out()).contains("true");
      assertThat(typed.run("acl", "del", blocked, "/x").code()).isZero();
      assertThat(typed.run("acl", "clear", blocked, "--yes").code()).isZero();
      assertThat(typed.run("acl", "show", blocked, "-q").out()).isEmpty();
      var unknown = typed.run("map", "show", hosts + "s");
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.err()).contains("did you mean '" + hosts + "'?");
      assertThat(unknown.out()).isEmpty();
      // A pipe that brought nothing must not empty the map.
      var nothing = typed.reading("", "map", "replace", hosts);
      assertThat(nothing.code()).isEqualTo(2);
      assertThat(nothing.err()).contains("'haproxyadmin map clear' deletes all entries");
    }
  }

  @EachHaproxy
  void tablesSessionsResolversErrorsAndEventsAreShown(HaproxyLine line) throws Exception {
    var proxies = VARIED.replace("{site}", directory.toString());
    try (var site = RealHaproxy.start(line, directory, 1, proxies);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.resolve("nowhere.sock")));
      var typed = new AdminCommand(site.socketDirectory());

      assertDone(
          typed.run("table", "set", "clients", "ann", "gpc0=3", "gpt0=1"),
          "table clients: set gpc0=3 gpt0=1: done in 1 process\n");
      typed.run("table", "set", "clients", "bob", "gpc0=9");
      assertThat(typed.run("table", "list", "--csv").out()).contains("clients,string,100,2,1");
      assertThat(
              typed
                  .run("table", "show", "clients", "--fields", "key,gpc0", "--sort", "-gpc0")
                  .out())
          .isEqualTo("KEY  GPC0\nbob     9\nann     3\n");
      assertThat(
              typed
                  .run("table", "show", "clients", "--where", "gpc0>5", "--csv", "--fields", "key")
                  .out())
          .isEqualTo("key\nbob\n");
      assertThat(typed.run("table", "show", "clients", "ann", "--json").out())
          .contains("\"key\": \"ann\"", "\"gpt0\": 1")
          .doesNotContain("bob");
      assertThat(typed.run("table", "del", "clients", "ann").code()).isZero();
      assertThat(typed.run("table", "clear", "clients", "--where", "gpc0>5").code()).isZero();
      assertThat(typed.run("table", "show", "clients", "--csv").out().lines()).hasSize(1);
      assertThat(typed.run("table", "show", "clients", "--where", "much").code()).isEqualTo(2);
      assertThat(typed.run("table", "show", "cleints").code()).isEqualTo(1);

      try (var client =
          SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("held.sock")))) {
        assertThat(client.isConnected()).isTrue();
        var held = List.of("session", "list", "--server", "one", "-q").toArray(String[]::new);
        await().until(() -> !typed.run(held).out().isBlank());
        assertThat(typed.run("session", "list", "--frontend", "h*", "--csv").out())
            .contains("process,id,protocol,source,frontend,backend,server,age", ",held,plain,one,");
        var id = typed.run("session", "list", "--server", "one", "--csv", "--fields", "id").out();
        var pointer = id.lines().skip(1).findFirst().orElseThrow();
        assertThat(typed.run("session", "show", pointer).out()).contains("held");
        assertThat(typed.run("session", "kill").code()).isEqualTo(2);
        assertDone(
            typed.run("session", "kill", pointer),
            "session " + pointer + ": kill: done in 1 process\n");
        await().until(() -> typed.run(held).out().isBlank());
        assertThat(typed.run("session", "kill", "0x1").err()).contains("there is no such session");
      }

      assertThat(typed.run("resolvers", "--csv").out()).contains("dns,local,");
      assertThat(typed.run("resolvers", "dns", "--json").out())
          .contains("\"nameserver\": \"local\"");
      assertDone(typed.run("errors"), "");
      assertDone(typed.run("errors", "--json"), "[]\n");
      assertThat(typed.run("events", "--csv").out())
          .contains("sink,type,dropped,description", "buf0");
      assertThat(typed.run("events", "buf0").code()).isZero();
      assertThat(typed.run("events", "bufo").code()).isEqualTo(1);
    }
  }

  @EachHaproxy
  void aCertificateIsShownAndUpdated(HaproxyLine line) throws Exception {
    var old = TestCertificate.make(directory, "old.example.org");
    var fresh = TestCertificate.make(directory, "new.example.org");
    var file = Files.writeString(directory.resolve("site.pem"), old.pemWithKey());
    var proxies =
        "frontend tls\n  bind unix@{dir}/tls.sock ssl crt %s\n  http-request return status 200\n"
            .formatted(file);
    try (var site = RealHaproxy.start(line, directory, 2, proxies)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertThat(typed.run("cert", "list", "--csv").out())
          .contains(file + ",", "CN=old.example.org");
      assertThat(typed.run("cert", "show", "site.pem").out()).contains("old.example.org");
      assertThat(typed.run("cert", "show", "sit.pem").err())
          .contains("HAProxy has no certificate 'sit.pem'");

      Files.writeString(file, fresh.pemWithKey());
      var planned = typed.run("cert", "update", "site.pem", "--dry-run");
      assertThat(planned.out()).contains("set ssl cert " + file, "commit ssl cert " + file);
      assertThat(planned.out()).doesNotContain("PRIVATE");
      assertThat(typed.run("cert", "list").out()).contains("old.example.org");
      assertDone(
          typed.run("cert", "update", "site.pem"),
          "certificate " + file + ": update: done in 2 processes\n");
      assertThat(typed.run("cert", "list", "--json").out())
          .contains("CN=new.example.org", "\"processes\": 2")
          .doesNotContain("old.example.org");
      var broken =
          typed.reading("no PEM", "cert", "update", file.toString(), "--input", "-", "--json");
      assertThat(broken.code()).isEqualTo(1);
      assertThat(broken.out()).contains("\"result\": \"unchanged\"");
      assertThat(typed.run("crt-list", "list").code()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void serversComeAndGo(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 2, Site.PROXIES)) {
      var typed = new AdminCommand(site.socketDirectory());
      assertDone(
          typed.run("server", "add", "app/more", "127.0.0.1:9", "weight", "50"),
          "server app/more: add: done in 2 processes\n");
      assertThat(
              typed
                  .run("server", "list", "app/more", "--csv", "--fields", "weight,processes")
                  .out())
          .isEqualTo("weight,processes\n50,2\n");
      assertThat(typed.run("server", "address", "app/more", "127.0.0.2:10").code()).isZero();
      assertThat(typed.run("server", "list", "app/more", "--csv", "--fields", "addr").out())
          .isEqualTo("addr\n127.0.0.2:10\n");
      assertThat(typed.run("server", "health", "app/more", "sick").err())
          .contains("WHAT is one of up, stopping, down");
      assertThat(typed.run("server", "maxconn", "app/more", "7").code()).isZero();
      assertThat(typed.run("server", "shutdown", "app/more").code()).isZero();
      assertThat(typed.run("server", "del", "app/more", "--now", "--json").out())
          .contains("\"change\": \"del\", \"result\": \"done\"");
      assertThat(typed.run("server", "list", "more").code()).isEqualTo(1);
      assertThat(typed.run("server", "add", "ap/more", "127.0.0.1:9").err())
          .contains("no backend is named 'ap'; did you mean 'app'?");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_0", "NEWEST"})
  void aReloadTellsItsOutcome(HaproxyLine line) throws Exception {
    try (var site = MasterWorker.start(line, directory, Site.PROXIES)) {
      var master = List.of("--master", site.masterSocket().toString());
      assertThat(run(master, "server", "drain", "app/one").code()).isZero();
      assertThat(run(master, "reload", "--dry-run").out()).contains("reload");
      assertThat(run(master, "reload").out()).startsWith("haproxy: reload: done in 1 process\n");
      assertThat(run(master, "server", "list", "-q", "--status", "drain").out()).isEmpty();

      var configuration = directory.resolve("haproxy/haproxy.cfg");
      Files.writeString(configuration, Files.readString(configuration) + "nonsense\n");
      var failed = run(master, "reload");
      assertThat(failed.code()).isEqualTo(1);
      assertThat(failed.out()).startsWith("haproxy: reload: failed in 1 process\n");
      assertThat(failed.err()).contains("the old configuration stays in use", "nonsense");
    }
  }

  private static Result run(List<String> options, String... words) {
    var line = new java.util.ArrayList<>(List.of(words));
    line.addAll(options);
    return AdminCommand.typed(Map.of(), "", Shell.Terminals.NONE, line);
  }

  @Test
  void aReloadWithoutAMasterSaysWhatItNeeds() {
    var result = new AdminCommand(directory.resolve("x.sock")).run("reload");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("name it with --master");
  }
}
