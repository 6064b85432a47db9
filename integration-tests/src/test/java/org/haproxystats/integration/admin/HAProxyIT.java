package org.haproxystats.integration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.haproxystats.admin.Frontend;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.InconsistentDataException;
import org.haproxystats.admin.NoSuchObjectException;
import org.haproxystats.admin.OperationFailedException;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.ProxyObject;
import org.haproxystats.admin.Server;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.EndpointException.Reason;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.process.LimitCommands;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.stats.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several processes look like one HAProxy. */
class HAProxyIT {
  private static final String NETWORKED =
      """
      backend net
        server a 127.0.0.1:8001
        server b 127.0.0.1:8002 check
      """;

  private static final Timeouts IMPATIENT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** For an answer that comes when a whole reload is done. */
  private static final Timeouts PATIENT =
      new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

  @TempDir private Path directory;

  private RealHaproxy start(HaproxyLine line, int processes) {
    return RealHaproxy.start(line, directory, processes, Site.PROXIES + NETWORKED);
  }

  @EachHaproxy
  void whatProcessesServeUnderOneNameIsOneObject(HaproxyLine line) throws Exception {
    try (var site = start(line, 2)) {
      Site.visit(site, 5);
      Site.awaitQuiet(site);
      var haproxy = HAProxy.ofDirectory(site.socketDirectory());

      assertThat(haproxy.processes()).hasSize(2);
      assertThat(haproxy.frontends())
          .extracting(Frontend::name)
          .containsExactly("web.site", "app-server");
      assertThat(haproxy.servers())
          .extracting(ProxyObject::toString)
          .containsExactly(
              "server app/one",
              "server app/two",
              "server app/off",
              "server idle/one",
              "server net/a",
              "server net/b");
      assertThat(haproxy.serversNamed("one"))
          .extracting(Server::backend)
          .containsExactly("app", "idle");
      assertThat(haproxy.backend("net").servers())
          .extracting(Server::name)
          .containsExactly("a", "b");

      // Five requests to the first HAProxy of the site and six to the second, or eleven to one.
      double requests = line.hasNbproc() ? 5 : 11;
      assertThat(haproxy.frontend("web.site").requests()).hasValue(requests);
      assertThat(haproxy.metric("CumReq").orElse(0)).isGreaterThanOrEqualTo(requests);
      assertThat(haproxy.frontend("web.site").perProcess()).hasSize(2);
      assertThat(haproxy.info("Pid").all())
          .containsExactlyInAnyOrderElementsOf(site.pids().stream().map(String::valueOf).toList());
      assertThat(haproxy.server("app", "off").status().get()).isEqualTo("MAINT");
      assertThat(haproxy.frontend("web.site").metric("slim")).hasValue(600);
      assertThat(haproxy.server("app", "one").metric("weight", RuleSet.COMPATIBLE)).hasValue(10);
    }
  }

  @EachHaproxy
  void aChangeReachesEveryProcessAndAPropertyIsReadAnew(HaproxyLine line) throws Exception {
    try (var site = start(line, 2)) {
      var haproxy = HAProxy.ofDirectory(site.socketDirectory());
      var before = haproxy.statistics().server("app", "one");
      var server = haproxy.server("app", "one");

      assertThat(server.setWeight(7).outcomes()).hasSize(2);
      assertThat(server.weight().get()).isEqualTo(OptionalInt.of(7));
      assertThat(before.weight().get()).isEqualTo(OptionalInt.of(10));
      server.setRelativeWeight(50);
      assertThat(server.weight().get()).isEqualTo(OptionalInt.of(5));
      server.setState(AdminState.DRAIN);
      assertThat(server.status().get()).isEqualTo("DRAIN");
      server.setState(AdminState.MAINT);
      assertThat(server.status().get()).isEqualTo("MAINT");
      server.setState(AdminState.READY);
      assertThat(server.status().get()).isEqualTo("no check");

      var net = haproxy.server("net", "a");
      assertThat(net.setPort(9001).values()).allMatch(change -> change.port() && !change.address());
      net.setAddress(InetAddress.ofLiteral("::1"));
      assertThat(net.address().get()).contains("::1");
      assertThat(net.port().get()).isEqualTo(OptionalInt.of(9001));

      var frontend = haproxy.frontend("web.site");
      frontend.setMaxconn(40);
      assertThat(frontend.maxconn()).hasValue(80);
      assertThat(frontend.disable().values()).containsOnly(Change.MADE);
      assertThat(frontend.status().get()).isIn("STOP", "PAUSED");
      assertThat(frontend.enable().values()).containsOnly(Change.MADE);
      haproxy.setMaxconn(50);
      haproxy.setRateLimit(LimitCommands.Rate.SESSIONS, 99);
      assertThat(haproxy.metric("Maxconn")).hasValue(100);
      assertThat(haproxy.metric("SessRateLimit", RuleSet.COMPATIBLE)).hasValue(198);
    }
  }

  @EachHaproxy
  void whatFailedAndWhatWasDoneIsToldProcessByProcess(HaproxyLine line) throws Exception {
    try (var site = start(line, 4)) {
      var haproxy =
          HAProxy.open(
              site.sockets().stream().<Endpoint>map(s -> new Endpoint.Unix(s.path())).toList(),
              Timeouts.USUAL,
              Retries.NONE);
      var server = haproxy.statistics().server("app", "one");
      Signals.kill(site.pids().get(2));

      var failure = catchThrowableOfType(OperationFailedException.class, () -> server.setWeight(3));
      assertThat(failure.results().outcomes())
          .extracting(Outcome.Done.class::isInstance)
          .containsExactly(true, true, false, true);
      assertThat(failure).hasMessageContainingAll("admin3.sock", "done by:", "admin1.sock");
      assertThat(server.run(ServerCommands.setWeight(server.fullName(), 3)).failures()).hasSize(1);
      for (int alive : new int[] {0, 1, 3}) {
        assertThat(site.sockets().get(alive).ask("get weight app/one"))
            .startsWith("3 (initial 10)");
      }
    }
  }

  @EachHaproxy
  void aProcessThatStallsInTheMiddleOfAChangeIsNamedAndTheOthersHaveIt(HaproxyLine line)
      throws Exception {
    try (var site = start(line, 4);
        var server = intruder(site, 1, () -> Signals.stop(site.pids().get(1)))) {
      var haproxy = open(site, 1, server, IMPATIENT);
      try {
        var failure =
            catchThrowableOfType(
                OperationFailedException.class,
                () -> haproxy.statistics().server("app", "one").setWeight(3));
        assertThat(failure.results().outcomes())
            .extracting(Outcome.Done.class::isInstance)
            .containsExactly(true, false, true, true);
        assertThat(failure.results().failures().getFirst().reason())
            .isInstanceOfSatisfying(
                EndpointException.class,
                reason -> assertThat(reason.reason()).isEqualTo(Reason.TIMEOUT));
      } finally {
        server.awaitTrouble(); // On a busy machine the time may be up before it is there.
        Signals.resume(site.pids().get(1));
      }
      for (int others : new int[] {0, 2, 3}) {
        assertThat(site.sockets().get(others).ask("get weight app/one"))
            .startsWith("3 (initial 10)");
      }
    }
  }

  @EachHaproxy
  void aProcessThatIsKilledInTheMiddleOfAChangeIsNamedAndTheOthersHaveIt(HaproxyLine line)
      throws Exception {
    try (var site = start(line, 4);
        var server = intruder(site, 2, () -> Signals.kill(site.pids().get(2)))) {
      var failure =
          catchThrowableOfType(
              OperationFailedException.class,
              () ->
                  open(site, 2, server, Timeouts.USUAL)
                      .statistics()
                      .server("app", "one")
                      .setWeight(3));
      assertThat(failure.results().outcomes())
          .extracting(Outcome.Done.class::isInstance)
          .containsExactly(true, true, false, true);
      assertThat(failure).hasMessageContaining("intruder.sock");
    }
  }

  /** What was set in a process that is reloaded is gone with it; only reading again can tell. */
  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void aChangeDuringAReloadReachesTheNewProcess(HaproxyLine line) throws Exception {
    try (var site = start(line, 4);
        var server = intruder(site, 3, () -> site.reload(3))) {
      var haproxy = open(site, 3, server, PATIENT);
      haproxy.statistics().server("app", "one").setWeight(3);
      for (var socket : site.sockets()) {
        assertThat(socket.ask("get weight app/one")).startsWith("3 (initial 10)");
      }
    }
  }

  private Intruder intruder(RealHaproxy site, int process, Intruder.Trouble trouble)
      throws IOException {
    return Intruder.before(
        directory.resolve("intruder.sock"),
        site.sockets().get(process).path(),
        "set server app/one weight",
        1,
        trouble);
  }

  /** Opens the site with one process behind an intruder. */
  private static HAProxy open(RealHaproxy site, int number, Intruder intruder, Timeouts timeouts)
      throws Exception {
    var endpoints =
        new ArrayList<Endpoint>(
            site.sockets().stream().map(socket -> new Endpoint.Unix(socket.path())).toList());
    endpoints.set(number, intruder.endpoint());
    return HAProxy.open(endpoints, timeouts, Retries.NONE);
  }

  @EachHaproxy
  void processesThatDisagreeAreNotMadeOne(HaproxyLine line) throws Exception {
    try (var site = start(line, 2)) {
      site.sockets().getFirst().ask("set weight app/one 1");
      var haproxy = HAProxy.ofDirectory(site.socketDirectory());
      var server = haproxy.server("app", "one");

      assertThat(server.weight().all()).containsExactly(OptionalInt.of(1), OptionalInt.of(10));
      assertThatThrownBy(() -> server.weight().get())
          .isInstanceOf(InconsistentDataException.class)
          .hasMessageContainingAll("weight of server app/one", "admin1.sock", "admin2.sock");
      assertThat(server.metric("weight")).isNotEqualTo(OptionalDouble.empty());
    }
  }

  @EachHaproxy
  void unknownNamesAreToldSo(HaproxyLine line) throws Exception {
    try (var site = start(line, 1)) {
      var haproxy = HAProxy.ofDirectory(site.socketDirectory());
      assertThatThrownBy(() -> haproxy.frontend("nowhere"))
          .isInstanceOf(NoSuchObjectException.class)
          .hasMessageContaining("frontend nowhere");
      assertThatThrownBy(() -> haproxy.server("app", "nowhere"))
          .isInstanceOf(NoSuchObjectException.class)
          .hasMessageContaining("server app/nowhere");
      assertThatThrownBy(() -> haproxy.frontend("web.site").metric("nothing"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'nothing' is no metric of a frontend");
    }
  }

  @Test
  void socketsThatAreNoHaproxysArePassedOverAndTold() throws Exception {
    try (var site = start(HaproxyLine.V3_0, 1)) {
      Files.writeString(site.socketDirectory().resolve("notes.txt"), "no socket");
      try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        dead.bind(UnixDomainSocketAddress.of(site.socketDirectory().resolve("a.sock")));
      }
      var haproxy = HAProxy.ofDirectory(site.socketDirectory());
      assertThat(haproxy.processes()).hasSize(1);
      assertThat(haproxy.skipped())
          .singleElement()
          .satisfies(skipped -> assertThat(skipped.reason()).hasMessageContaining("a.sock"));
    }
  }

  @EachHaproxy
  void objectsSurviveAReload(HaproxyLine line) throws Exception {
    try (var site = start(line, 2)) {
      var haproxy = HAProxy.ofDirectory(site.socketDirectory());
      var server = haproxy.server("app", "one");
      server.setWeight(3);
      site.reload();
      var pids = site.pids().stream().map(String::valueOf).toList();
      await().ignoreExceptions().until(() -> pids.containsAll(haproxy.info("Pid").all()));
      assertThat(server.weight().get()).isEqualTo(OptionalInt.of(10));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void theWorkerThatServesNowIsReachedThroughItsMaster(HaproxyLine line) throws Exception {
    try (var site = MasterWorker.start(line, directory, Site.PROXIES + NETWORKED)) {
      var master = new Endpoint.Unix(site.masterSocket());
      var haproxy = HAProxy.ofMaster(master, Timeouts.USUAL, Retries.USUAL);
      var server = haproxy.server("app", "one");
      server.setWeight(3);
      var pid = haproxy.info("Pid").get();
      site.reload();
      await().ignoreExceptions().until(() -> !haproxy.info("Pid").get().equals(pid));
      assertThat(server.weight().get()).isEqualTo(OptionalInt.of(10));
      assertThat(HAProxy.ofAllWorkers(master, Timeouts.USUAL, Retries.USUAL).processes())
          .isNotEmpty();
    }
  }
}
