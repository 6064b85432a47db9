package org.haproxystats.integration.admin;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.haproxystats.admin.cli.Shell;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.JsonText;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.integration.TestCertificate;
import org.haproxystats.integration.admin.AdminCommand.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sub-command of {@code haproxyadmin} that asks stats sockets, on four real HAProxys, in
 * text, JSON, CSV and with names alone. What each does is in the tests of its group.
 */
class SubCommandsIT {
  /** They ask other things than stats sockets, and have tests of their own. */
  private static final Set<String> OTHERS =
      Set.of("workers", "reload", "top", "doctor", "completion");

  /** Nothing has gone wrong. */
  private static final Set<String> SILENT = Set.of("errors", "haproxy startup-logs");

  /**
   * Lines that may be typed again and again in this order. Those behind a dash are of newer
   * HAProxys, so that a dry run says what they lack.
   */
  private static final String LINES =
      """
      haproxy list
      haproxy info Pid
      haproxy metric CumReq
      haproxy limits
      haproxy set maxconn 200
      haproxy clear-counters
      haproxy env
      haproxy startup-logs
      haproxy sockets
      haproxy activity
      haproxy pools
      haproxy threads
      haproxy tasks
      haproxy fd
      haproxy libs
      haproxy build
      haproxy profiling
      haproxy set-profiling tasks off
      frontend list
      frontend show web.site
      frontend disable web.site
      frontend enable web.site
      frontend maxconn web.site 100
      frontend shutdown spare --dry-run
      backend list
      backend show app
      backend enable-dynamic-cookie app
      backend dynamic-cookie-key app --input {dir}/cookie.key
      backend disable-dynamic-cookie app
      - backend publish app --dry-run
      - backend unpublish app --dry-run
      - backend add more base --dry-run
      - backend del app --dry-run
      server list
      server show app/one
      server drain app/one
      server maint app/one
      server ready app/one
      server disable app/one
      server enable app/one
      server weight app/one 5
      server maxconn app/one 5
      server address checked/one 127.0.0.1:2
      server fqdn checked/one localhost --dry-run
      server ssl checked/one off --dry-run
      server health checked/one up
      server checks checked/one off
      server checks checked/one on
      server check-port checked/one 2
      server check-addr checked/one 127.0.0.2:3
      server agent checked/one up
      server agent-checks checked/one on
      server agent-port checked/one 4
      server agent-addr checked/one 127.0.0.2:5
      server agent-send checked/one hello
      server shutdown app/one
      server add app/new 127.0.0.1:9
      server del app/new --now
      - server clear-counters app/one --dry-run
      - server rename app/one other --dry-run
      server conn app/*
      server state app/one
      server keywords
      map list
      map show {dir}/hosts.map
      map get {dir}/hosts.map first
      map add {dir}/hosts.map more value
      map set {dir}/hosts.map more other
      map del {dir}/hosts.map more
      map diff {dir}/hosts.map --input {dir}/new.map
      map replace {dir}/hosts.map --input {dir}/new.map
      map drift {dir}/hosts.map
      map clear {dir}/hosts.map
      acl list
      acl add {dir}/blocked.acl /more
      acl show {dir}/blocked.acl
      acl get {dir}/blocked.acl /more
      acl del {dir}/blocked.acl /more
      acl diff {dir}/blocked.acl --input {dir}/new.acl
      acl replace {dir}/blocked.acl --input {dir}/new.acl
      acl drift {dir}/blocked.acl
      acl clear {dir}/blocked.acl
      table list
      table set clients ann gpc0=3
      table show clients
      table del clients ann
      table clear clients
      session list
      session show {session}
      session kill {session}
      cert list
      cert show site.pem
      cert update site.pem
      cert new {dir}/fresh.pem --input {dir}/site.pem
      crt-list list
      crt-list add {dir}/list.txt {dir}/fresh.pem fresh.example.org
      crt-list show {dir}/list.txt
      crt-list del {dir}/list.txt {dir}/fresh.pem
      cert del fresh.pem
      cert commit site.pem --dry-run
      cert abort site.pem --dry-run
      cert sni
      cert ticket-keys
      cert add-ticket-key {dir}/tickets.keys --input {dir}/ticket.key
      ca list
      ca show ca.pem
      ca update ca.pem --input {dir}/ca.pem
      ca add ca.pem --input {dir}/ca.pem
      ca new {dir}/more.pem --input {dir}/ca.pem
      ca del more.pem
      ca commit ca.pem --dry-run
      ca abort ca.pem --dry-run
      crl list
      crl show crl.pem
      crl update crl.pem --input {dir}/crl.pem
      crl new {dir}/morecrl.pem --input {dir}/crl.pem
      crl del morecrl.pem
      crl commit crl.pem --dry-run
      crl abort crl.pem --dry-run
      ocsp list
      - ocsp show {dir}/site.pem
      ocsp updates
      ocsp update {dir}/site.pem --dry-run
      ocsp set {dir}/ca.pem --dry-run
      var set proc.limit 20 --number
      var get proc.limit
      resolvers dns
      errors
      events
      events buf0
      trace list
      trace start h1
      trace stop h1
      peers
      cache
      quic
      dump info
      command show version
      """;

  private static final String PROXIES =
      """
      frontend spare
        bind unix@{dir}/spare.sock
      backend checked
        server one 127.0.0.1:1 check inter 1h agent-check agent-port 2 agent-inter 1h disabled
      backend clients
        stick-table type string len 64 size 100 expire 1h store gpc0
      frontend mapped
        bind unix@{dir}/mapped.sock
        http-request deny if { path -f {files}/blocked.acl }
        http-request set-header X-Host %[req.hdr(host),map({files}/hosts.map,none)]
      frontend tls
        bind unix@{dir}/tls.sock ssl crt {files}/site.pem ca-file {files}/ca.pem crl-file {files}/crl.pem verify optional tls-ticket-keys {files}/tickets.keys
      frontend listed
        bind unix@{dir}/listed.sock ssl crt-list {files}/list.txt
      frontend held
        mode tcp
        bind unix@{dir}/held.sock
        tcp-request inspect-delay 60s
        tcp-request content reject if { req.len gt 9 }
      resolvers dns
        nameserver local 127.0.0.1:1
      """;

  @TempDir private Path directory;
  private Path files;

  @BeforeEach
  void writeFiles() throws Exception {
    files = Files.createDirectory(directory.resolve("files"));
    var certificate = TestCertificate.make(directory, "old.example.org");
    write("site.pem", certificate.pemWithKey());
    write("ca.pem", certificate.pem());
    write("crl.pem", certificate.revocationList(4711));
    write("list.txt", files.resolve("site.pem") + " *.example.org\n");
    var key = Base64.getEncoder().encodeToString(new byte[48]);
    write("tickets.keys", (key + "\n").repeat(3));
    write("ticket.key", key);
    write("cookie.key", "a secret\n");
    write("hosts.map", "first value\n");
    write("new.map", "first other\n");
    write("blocked.acl", "/blocked\n");
    write("new.acl", "/other\n");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(files.resolve(name), text);
  }

  private static List<String> lines() {
    return LINES.lines().toList();
  }

  @Test
  void everySubCommandAnswersInEachFormAndTellsADeadProcess() throws Exception {
    var proxies = (Site.PROXIES + PROXIES).replace("{files}", files.toString());
    try (var site = RealHaproxy.start(HaproxyLine.NEWEST, directory, 4, proxies)) {
      var all = new SoftAssertions();
      for (var format : List.of("--color=never", "--json", "--csv", "--quiet")) {
        for (var line : lines()) {
          check(all, line, format, typed(site, line, format));
        }
      }
      all.assertAll();
      Signals.kill(site.pids().get(2));
      for (var line : lines()) {
        var result = typed(site, line, "--json");
        all.assertThat(result.code()).as(line).isEqualTo(1);
        all.assertThat(result.err())
            .as(line)
            .contains("admin3.sock: Connection refused", "Nobody listens there");
        all.assertThat(parsed(result)).as(line).isInstanceOf(List.class);
      }
      all.assertAll();
    }
  }

  /** Runs a line; where it is about a session, there is one for it. */
  private Result typed(RealHaproxy site, String line, String format) throws Exception {
    var socket = site.directories().getFirst().resolve("held.sock");
    var command = new AdminCommand(site.socketDirectory());
    if (line.contains("{session}")) {
      await("the end of the last one's").until(() -> session(command).isEmpty());
    }
    try (var client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      assertThat(client.isConnected()).isTrue();
      var whole = line.replaceFirst("^- ", "").replace("{dir}", files.toString());
      if (whole.contains("{session}")) {
        var session = await("its session").until(() -> session(command), id -> !id.isEmpty());
        whole = whole.replace("{session}", session);
      }
      var words = new ArrayList<>(List.of(whole.split(" ", -1)));
      words.add(format);
      return command.run(words.toArray(String[]::new));
    }
  }

  /** The first session that is held, or nothing. */
  private static String session(AdminCommand command) {
    return command
        .run("session", "list", "--frontend", "held", "--csv", "--fields", "id")
        .out()
        .lines()
        .skip(1)
        .findFirst()
        .orElse("");
  }

  private static void check(SoftAssertions all, String line, String format, Result result) {
    if (line.startsWith("- ")) {
      all.assertThat(result.code()).as("%s %s", line, format).isEqualTo(1);
      return;
    }
    all.assertThat(result.err()).as("%s %s", line, format).isEmpty();
    all.assertThat(result.code()).as("%s %s", line, format).isZero();
    switch (format) {
      case "--json" -> all.assertThat(parsed(result)).as(line).isInstanceOf(List.class);
      case "--csv" ->
          all.assertThat(result.out().lines().findFirst().orElse("")).as(line).matches("[\\w,]+");
      case "--quiet" -> all.assertThat(result.out()).as(line).doesNotContain(",", "  ");
      default -> all.assertThat(result.out().isEmpty()).as(line).isEqualTo(SILENT.contains(line));
    }
  }

  /** What the JSON is, or what is wrong with it. */
  private static Object parsed(Result result) {
    try {
      return JsonText.parse(result.out());
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  @Test
  void thereIsALineForEverySubCommand() {
    var missing = new TreeSet<String>();
    for (var entry : offered("")) {
      var commands = offered(entry, "");
      if (OTHERS.contains(entry)) {
        continue;
      }
      // A command that is in no group is offered names of objects, or nothing.
      var paths =
          isGroup(entry)
              ? commands.stream().map(command -> entry + " " + command).toList()
              : List.of(entry);
      paths.stream()
          .filter(path -> lines().stream().noneMatch(line -> isOf(line, path)))
          .forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isOf(String line, String path) {
    return (line.replaceFirst("^- ", "") + " ").startsWith(path + " ");
  }

  private static boolean isGroup(String entry) {
    return help(entry).contains("Usage: haproxyadmin " + entry + " COMMAND ");
  }

  private static String help(String entry) {
    return AdminCommand.typed(Map.of(), "", Shell.Terminals.NONE, List.of(entry, "--help")).out();
  }

  private static Set<String> offered(String... words) {
    var line = new ArrayList<>(List.of("complete"));
    line.addAll(List.of(words));
    return AdminCommand.typed(
            Map.of("HAPROXYADMIN_SOCKET", "/none"), "", Shell.Terminals.NONE, line)
        .out()
        .lines()
        .map(candidate -> candidate.split("\t", 2)[0])
        .collect(toCollection(TreeSet::new));
  }
}
