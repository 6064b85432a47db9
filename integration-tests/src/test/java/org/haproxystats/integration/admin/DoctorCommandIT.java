package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxystats.admin.cli.Main;
import org.haproxystats.admin.cli.Shell;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.FreePort;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code haproxyadmin doctor} on real HAProxys with what can be wrong with them. */
class DoctorCommandIT {
  private static final String SOCKETS =
      """
      global
        stats socket {dir}/user.sock level user mode 600
        stats socket {dir}/operator.sock level operator mode 660 group daemon
        stats socket {dir}/public.sock mode 666 level user
        stats socket {dir}/open.sock level admin mode 666 expose-fd listeners
      defaults
        mode http
        timeout connect 5s
        timeout client 5s
        timeout server 5s
      """;

  @TempDir private Path directory;

  private static AdminCommand.Result doctor(Object... words) {
    var line = new ArrayList<>(List.of("doctor"));
    for (var word : words) {
      line.add(word.toString());
    }
    if (!line.contains("--timeout")) { // Longer than usual, for a busy machine.
      line.addAll(List.of("--timeout", "20s"));
    }
    return AdminCommand.typed(Map.of(), "", Shell.Terminals.NONE, line);
  }

  private static String configurationOf(RealHaproxy site) {
    return site.directories().getFirst().resolve("haproxy.cfg").toString();
  }

  @EachHaproxy
  void aSocketThatIsFineIsToldWithItsProcess(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 1, Site.PROXIES)) {
      var socket = site.sockets().getFirst().path();
      var pid = site.pids().getFirst();
      Path none = directory.resolve("none.sock");
      var text = doctor("--socket", socket, "--socket", none);
      assertThat(text.out())
          .contains("PROBLEM  unix://" + none + "\n  there is no such socket\n")
          .containsPattern(
              "OK  unix://" + socket + "\n  HAProxy \\d.*, pid " + pid + ",.* level admin, srw")
          .contains("Asked as user ");
      assertThat(text.out().indexOf("PROBLEM")).isLessThan(text.out().indexOf("OK  "));
      assertThat(text.err()).isEqualTo("haproxyadmin: 1 of 2 examined has a problem\n");
      assertThat(text.code()).isEqualTo(1);

      var fine = doctor("-s", socket, "--json");
      assertThat(fine.code()).isZero();
      assertThat(fine.err()).isEmpty();
      assertThat(fine.out())
          .contains("\"socket\": \"unix://" + socket + "\", \"state\": \"OK\", \"problem\": null")
          .contains("\"reachable\": true", "\"level\": \"admin\"", "\"pid\": " + pid);
      assertThat(doctor("-s", socket, "-q").out()).isEmpty();
      assertThat(doctor("-s", socket, "-s", none, "-q").out()).isEqualTo("unix://" + none + "\n");
    }
  }

  @EachHaproxy
  void aLevelThatForbidsSomethingIsToldWithTheLineToChange(HaproxyLine line) {
    try (var site = RealHaproxy.start(line, directory, 1, SOCKETS)) {
      var own = site.directories().getFirst();
      var user = doctor("-s", own.resolve("user.sock"));
      assertThat(user.code()).isEqualTo(1);
      assertThat(user.out())
          .contains("level user: it forbids all changes, and reading sessions, errors")
          .containsPattern(
              "change "
                  + configurationOf(site)
                  + ", line \\d+:\n"
                  + "        stats socket "
                  + own
                  + "/user.sock level admin mode 600\n")
          .contains("systemctl reload haproxy");
      assertThat(doctor("-s", own.resolve("operator.sock")).out())
          .contains("level operator: it forbids all changes of servers");
      assertThat(doctor("-s", own.resolve("public.sock")).out())
          .contains("stats socket " + own + "/public.sock mode 660 level admin\n");
      assertThat(doctor("-s", own.resolve("user.sock"), "--level", "user").code()).isZero();
      assertThat(doctor("-s", own.resolve("operator.sock"), "--level=operator").code()).isZero();

      var open = doctor("-s", own.resolve("open.sock"), "--csv", "--fields", "state,problem,text");
      assertThat(open.code()).isZero();
      assertThat(open.out())
          .isEqualTo(
              "state,problem,text\nWARNING,open-to-all,\"every user of this machine may change HAProxy,"
                  + " and take its listening sockets (expose-fd)\"\n");
    }
  }

  @Test
  void twoSocketsOfOneProcessCountTwice() {
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, SOCKETS)) {
      var own = site.directories().getFirst();
      var typed = doctor("-s", own, "--level", "user", "--json", "--fields", "socket,problem,text");
      assertThat(typed.out())
          .contains(
              "user.sock\", \"problem\": \"same-process\", \"text\": \"process "
                  + site.pids().getFirst()
                  + " answers at unix://"
                  + own
                  + "/open.sock too, so it counts twice\"");
      assertThat(typed.code()).isEqualTo(1);
    }
  }

  @Test
  void aProcessOfNbprocWithoutASocketIsMissed() {
    try (var site = RealHaproxy.start(HaproxyLine.V2_2, directory, 3, Site.PROXIES)) {
      assertThat(doctor("-s", site.socketDirectory()).code()).isZero();
      var typed =
          doctor("-s", site.sockets().getFirst().path(), "-s", site.sockets().get(1).path());
      assertThat(typed.out())
          .contains("HAProxy has 3 processes (nbproc), and 1 of them cannot be asked")
          .contains("stats socket /run/haproxy/admin3.sock mode 660 level admin process 3")
          .contains("process 2 of 3");
      assertThat(typed.code()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoStatsSocketIsToldForWhatItIs() throws IOException {
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES)) {
      var frontend = site.directories().getFirst().resolve("web.sock");
      assertThat(doctor("-s", frontend).out())
          .contains("this speaks HTTP: a frontend's port or the page with statistics")
          .contains(
              "ask a socket that HAProxy has:\n        haproxyadmin --socket "
                  + site.sockets().getFirst().path());

      leaveSocketBehind(directory.resolve("stale.sock"));
      assertThat(doctor("-s", directory.resolve("stale.sock")).out())
          .contains("nobody listens: the HAProxy that made it is gone")
          .contains("rm " + directory.resolve("stale.sock"));

      var file = Files.writeString(directory.resolve("file"), "");
      assertThat(doctor("-s", file).out()).contains("this is no socket: -rw");

      var empty = Files.createDirectory(directory.resolve("empty"));
      assertThat(doctor("-s", empty).out())
          .contains("there is no socket in this directory")
          .contains("stats socket " + empty + "/admin.sock mode 660 level admin");

      var missing = doctor("-s", site.socketDirectory().resolve("admin.sock")).out();
      assertThat(missing)
          .contains("there is no such socket")
          .contains(
              "did you mean:\n        haproxyadmin --socket "
                  + site.sockets().getFirst().path()
                  + " ...");
      assertThat(doctor("-s", directory.resolve("a/b.sock")).out())
          .contains("mkdir -p " + directory.resolve("a"));
    }
  }

  /** A file stays when nobody listens any more. */
  private static void leaveSocketBehind(Path path) throws IOException {
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(path));
    }
  }

  @Test
  void addressesAreToldWithTheirTroubles() {
    int http = FreePort.next();
    int stats = FreePort.next();
    var ports =
        """
        global
          stats socket ipv4@127.0.0.1:%d level admin
        defaults
          mode http
          timeout connect 5s
          timeout client 5s
          timeout server 5s
        frontend web
          bind 127.0.0.1:%d
        """
            .formatted(stats, http);
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, ports)) {
      assertThat(site.pids()).hasSize(1);
      assertThat(doctor("-s", "tcp://127.0.0.1:" + stats).code()).isZero();
      assertThat(doctor("-s", "tls://127.0.0.1:" + stats).out())
          .contains("this is a stats socket without TLS")
          .contains("haproxyadmin --socket tcp://127.0.0.1:" + stats + " ...");
      assertThat(doctor("-s", "tcp://127.0.0.1:" + http).out()).contains("this speaks HTTP");
    }
    assertThat(doctor("-s", "tcp://127.0.0.1:" + stats).out())
        .contains("nobody listens at this address")
        .contains("stats socket ipv4@127.0.0.1:" + stats + " level admin");
    assertThat(doctor("-s", "tcp://nowhere.invalid:1").out())
        .contains("the host's name has no address", "getent hosts nowhere.invalid");
  }

  @Test
  void aHaproxyWhoseConnectionsAreAllInUseIsToldAsBusy() throws IOException {
    var one = "global\n  stats maxconn 1\n" + SOCKETS.substring("global\n".length());
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, one)) {
      var socket = site.directories().getFirst().resolve("open.sock");
      try (var holder = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        assertThat(holder.isConnected()).isTrue();
        var typed = doctor("-s", socket, "--timeout", "500ms");
        assertThat(typed.out())
            .contains("somebody listens but does not answer")
            .contains("stats maxconn 100");
      }
    }
  }

  @Test
  void aStoppedHaproxyIsToldToGoOn() throws Exception {
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES)) {
      var pid = site.pids().getFirst();
      Signals.stop(pid);
      try {
        assertThat(doctor("-s", site.sockets().getFirst().path(), "--timeout", "500ms").out())
            .contains("process " + pid + " is stopped; let it go on:\n        kill -CONT " + pid);
      } finally {
        Signals.resume(pid);
      }
    }
  }

  @EachHaproxy
  void aMasterAndAStatsSocketAreNotTakenForEachOther(HaproxyLine line) {
    try (var haproxy = MasterWorker.start(line, directory, Site.PROXIES)) {
      var master = haproxy.masterSocket();
      var stats = directory.resolve("sockets/admin.sock");
      assertThat(doctor("-s", master).out())
          .contains("this is the socket of a master process, not a stats socket")
          .contains("haproxyadmin --master " + master + " ...");
      assertThat(doctor("--master", stats).out())
          .contains("this is a stats socket, not the socket of a master process")
          .contains("haproxyadmin --socket " + stats + " ...");
      var fine = doctor("--master", master);
      assertThat(fine.out())
          .containsPattern("OK .*\n  HAProxy .*, pid \\d+, master, workers \\d+,");
      assertThat(fine.code()).isZero();
      assertThat(doctor("-s", stats).out()).containsPattern("worker of master \\d+");
    }
  }

  @Test
  void theSocketsOfAHaproxystatsConfigurationAreExamined() throws IOException {
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, SOCKETS)) {
      var user = site.directories().getFirst().resolve("user.sock");
      var conf = directory.resolve("haproxystats.conf");
      Files.writeString(conf, "[pull]\nservers = unix://" + user + "\n");
      assertThat(doctor("--config", conf).code()).isZero();

      Files.writeString(
          conf,
          "[pull]\nsocket-dir = " + directory.resolve("no") + "\nservers = unix://" + user + "\n");
      var missing = doctor("--config", conf);
      assertThat(missing.out())
          .contains("PROBLEM  unix://" + directory.resolve("no"), "OK  unix://" + user);
      assertThat(missing.code()).isEqualTo(1);

      Files.writeString(conf, "[pull]\n");
      assertThat(doctor("--config", conf).err()).contains("nothing to pull");
    }
  }

  /** Only root may become somebody else. */
  @Test
  void anotherUserIsToldHowToGetIn() throws IOException {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, SOCKETS)) {
      var own = site.directories().getFirst();
      var socket = own.resolve("user.sock");
      for (var words : List.of(List.of("doctor"), List.of("server", "list"))) {
        assertThat(asNobody(socket, words))
            .contains("user nobody (groups nogroup) may not use it: srw------- root:root")
            .contains("chgrp nogroup " + socket + " && chmod 660 " + socket)
            .contains("for good, change " + configurationOf(site) + ", line 11:")
            .contains("stats socket " + socket + " level admin mode 660 group nogroup");
      }

      var shared = own.resolve("operator.sock");
      assertThat(asNobody(shared, List.of("server", "list")))
          .contains("may not use it: srw-rw---- root:daemon")
          .contains("usermod -aG daemon nobody")
          .contains("or change " + configurationOf(site) + ", line 12:")
          .contains("stats socket " + shared + " level admin mode 660 group nogroup");

      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
      assertThat(asNobody(socket, List.of("doctor")))
          .contains("may not enter the directory " + own + " (drwx------ root:root)")
          .contains("chmod o+x " + own);
    }
  }

  private static String asNobody(Path socket, List<String> words) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var line =
        new ArrayList<>(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", java, "-cp"));
    line.addAll(List.of(System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(words);
    line.addAll(List.of("--socket", socket.toString()));
    var doctor = new ProcessBuilder(line).redirectErrorStream(true).start();
    var said = new String(doctor.getInputStream().readAllBytes(), UTF_8);
    assumeThat(said).as("classes that others may read").doesNotContain("ClassNotFoundException");
    assertThat(doctor.onExit().join().exitValue()).as(said).isEqualTo(1);
    return said;
  }
}
