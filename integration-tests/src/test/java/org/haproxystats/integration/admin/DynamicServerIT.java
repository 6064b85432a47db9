package org.haproxystats.integration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.haproxystats.admin.DynamicChange;
import org.haproxystats.admin.DynamicChange.ProcessResult;
import org.haproxystats.admin.DynamicChange.State;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Server;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.server.AdminState;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that come and go in several real processes, with traffic on them. */
class DynamicServerIT {
  private static final int PROCESSES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Timeouts IMPATIENT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));

  /** For an answer that comes when a whole reload is done. */
  private static final Timeouts PATIENT =
      new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

  private static final String PROXIES =
      """
      frontend in
        mode tcp
        bind unix@{dir}/in.sock
        default_backend app
      backend app
        mode tcp
        balance roundrobin
      """;

  @TempDir private Path directory;

  private RealHaproxy start(HaproxyLine line) {
    return RealHaproxy.start(line, directory, PROCESSES, PROXIES);
  }

  private static HAProxy open(List<Endpoint> endpoints) throws Exception {
    return HAProxy.open(endpoints, PATIENT, Retries.NONE);
  }

  private static List<Endpoint> endpoints(RealHaproxy haproxy) {
    return haproxy.sockets().stream()
        .<Endpoint>map(socket -> new Endpoint.Unix(socket.path()))
        .toList();
  }

  /** What the processes send their traffic to: it takes every connection and says nothing. */
  private ServerSocketChannel listen() throws IOException {
    var server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(target()));
    Thread.startVirtualThread(() -> accept(server));
    return server;
  }

  private static void accept(ServerSocketChannel server) {
    try {
      while (true) {
        var connection = server.accept();
        Thread.startVirtualThread(() -> readToEnd(connection));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private static void readToEnd(SocketChannel connection) {
    try (connection) {
      Channels.newInputStream(connection).readAllBytes();
    } catch (IOException _) {
      // HAProxy was killed.
    }
  }

  private Path target() {
    return directory.resolve("target.sock");
  }

  private DynamicChange add(HAProxy haproxy) throws Exception {
    return haproxy.backend("app").addServer("new", "unix@" + target(), "check", "weight", "7");
  }

  private static List<State> states(DynamicChange change) {
    return change.processes().stream().map(ProcessResult::state).toList();
  }

  private static List<String> reasons(DynamicChange change) {
    return change.processes().stream()
        .map(process -> process.reason().map(Throwable::getMessage).orElse(""))
        .toList();
  }

  private static SocketChannel visit(RealHaproxy haproxy, int process) throws IOException {
    var in = haproxy.directories().get(process).resolve("in.sock");
    return SocketChannel.open(UnixDomainSocketAddress.of(in));
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void aServerIsAddedTakesTrafficAndIsDeletedWhenItsSessionsHaveEnded(HaproxyLine line)
      throws Exception {
    try (var site = start(line);
        var _ = listen()) {
      var haproxy = open(endpoints(site));

      var added = add(haproxy);
      assertThat(added.isDone()).as("%s", added).isTrue();
      var server = haproxy.server("app", "new");
      assertThat(server.weight().get()).hasValue(7);
      await().until(() -> server.status().all().stream().allMatch("UP"::equals));
      assertThat(reasons(add(haproxy)))
          .allMatch(reason -> reason.endsWith("there is a server app/new already"));

      checkHeld(site, server);

      var session = visit(site, 0);
      await().until(() -> server.metric("scur").orElse(0) == 1);
      assertThat(server.deleteNow(PATIENCE).isDone()).isTrue();
      assertThat(Channels.newInputStream(session).read()).isEqualTo(-1);
      assertThat(haproxy.servers()).isEmpty();
    }
  }

  /** A session keeps a server where it is, in all processes. */
  private static void checkHeld(RealHaproxy site, Server server) throws Exception {
    try (var _ = visit(site, 1)) {
      await().until(() -> server.metric("scur").orElse(0) == 1);
      var late = server.delete(SHORT);
      assertThat(late.in(State.UNCHANGED)).hasSize(PROCESSES);
      assertThat(reasons(late))
          .containsExactly(
              "",
              late.processes().get(1).endpoint()
                  + ": server app/new could not be deleted within PT0.3S: it has 1 session yet",
              "");
      await().until(() -> server.status().all().stream().allMatch("UP"::equals));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void aDeletionWaitsForSessionsWhileTheServerDrains(HaproxyLine line) throws Exception {
    try (var site = start(line);
        var _ = listen()) {
      var haproxy = open(endpoints(site));
      assertThat(add(haproxy).isDone()).isTrue();
      var server = haproxy.server("app", "new");
      await().until(() -> server.status().all().stream().allMatch("UP"::equals));
      var session = visit(site, 2);
      await().until(() -> server.metric("scur").orElse(0) == 1);

      var deletion = new FutureTask<>(() -> server.delete(PATIENCE));
      Thread.ofVirtual().start(deletion);
      await().until(() -> server.status().all().stream().allMatch("DRAIN"::equals));
      assertThat(deletion.isDone()).isFalse();
      session.close();
      assertThat(deletion.get().isDone()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void whatOneProcessCannotTakeNoneHas(HaproxyLine line) throws Exception {
    try (var site = start(line);
        var intruder =
            Intruder.insteadOf(
                directory.resolve("m.sock"),
                site.sockets().getLast().path(),
                "enable health",
                "")) {
      var endpoints = new ArrayList<>(endpoints(site));
      endpoints.set(PROCESSES - 1, intruder.endpoint());
      var haproxy = open(endpoints);

      var change = add(haproxy);
      assertThat(states(change)).containsOnly(State.UNCHANGED).hasSize(PROCESSES);
      assertThat(change.processes().getLast().reason()).isPresent();
      assertThat(open(endpoints(site)).servers()).isEmpty();

      var refused = haproxy.backend("app").addServer("new", "192.0.2.1:80", "colour", "red");
      assertThat(states(refused)).containsOnly(State.UNCHANGED);
      assertThat(reasons(refused)).allMatch(reason -> reason.contains("unknown keyword 'colour'"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void whereADeletionFailsTheServerTakesTrafficAgain(HaproxyLine line) throws Exception {
    try (var site = start(line);
        var intruder =
            Intruder.insteadOf(
                directory.resolve("m.sock"), site.sockets().getFirst().path(), "del server", "")) {
      assertThat(add(open(endpoints(site))).isDone()).isTrue();
      var endpoints = new ArrayList<>(endpoints(site));
      endpoints.set(0, intruder.endpoint());

      var change = open(endpoints).server("app", "new").delete(PATIENCE);
      assertThat(states(change)).containsExactly(State.UNCHANGED, State.DONE, State.DONE);
      assertThat(change.processes().getFirst().reason()).isPresent();
      assertThat(open(endpoints(site)).server("app", "new").status().all())
          .singleElement()
          .isNotEqualTo("MAINT");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void aServerIsAddedNowhereIfAProcessIsReloadedMeanwhile(HaproxyLine line) throws Exception {
    try (var site = start(line);
        var last = intruder("i.sock", site, PROCESSES - 1, "enable health", () -> site.reload(2))) {
      var endpoints = new ArrayList<>(endpoints(site));
      endpoints.set(PROCESSES - 1, last.endpoint());

      var change = add(open(endpoints));
      assertThat(states(change)).containsExactly(State.UNCHANGED, State.UNCHANGED, State.GONE);
      assertThat(open(endpoints(site)).servers()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void processesThatEndOrStallInTheMiddleAreTold(HaproxyLine line) throws Exception {
    try (var site = start(line)) {
      assertThat(add(open(endpoints(site))).isDone()).isTrue();
      long killed = site.pids().get(0);
      long stalled = site.pids().get(1);
      try (var one = intruder("1.sock", site, 0, "del server", () -> Signals.kill(killed));
          var two = intruder("2.sock", site, 1, "del server", () -> Signals.stop(stalled))) {
        var haproxy =
            HAProxy.open(
                List.of(one.endpoint(), two.endpoint(), endpoints(site).get(2)),
                IMPATIENT,
                Retries.NONE);

        var change = haproxy.server("app", "new").delete(PATIENCE);
        assertThat(states(change)).containsExactly(State.GONE, State.IN_DOUBT, State.DONE);
        assertThat(reasons(change).get(0)).contains("1.sock");
        assertThat(reasons(change).get(1)).contains("2.sock");
        two.awaitTrouble(); // On a busy machine the time may be up before it is there.
      } finally {
        Signals.resume(stalled);
      }
    }
  }

  private Intruder intruder(
      String socket, RealHaproxy site, int process, String command, Intruder.Trouble trouble)
      throws IOException {
    return Intruder.before(
        directory.resolve(socket), site.sockets().get(process).path(), command, 1, trouble);
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_6", "V3_0", "NEWEST"})
  void aServerThatSomebodyHasEnabledIsEnabledAgainWhenItIsNotDeleted(HaproxyLine line)
      throws Exception {
    var old = "  server old unix@%s disabled\n".formatted(target());
    try (var site = RealHaproxy.start(line, directory, 1, PROXIES + old);
        var _ = listen()) {
      var server = open(endpoints(site)).server("app", "old");
      server.setState(AdminState.READY);
      try (var _ = visit(site, 0)) {
        await().until(() -> server.metric("scur").orElse(0) == 1);
        assertThat(server.delete(SHORT).in(State.UNCHANGED)).hasSize(1);
        assertThat(server.status().get()).isEqualTo("no check");
      }
      assertThat(server.delete(PATIENCE).isDone()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "V2_2")
  void aVersionWithoutDynamicServersIsToldWhatItLacks(HaproxyLine line) throws Exception {
    try (var site = RealHaproxy.start(line, directory, 2, PROXIES + "  server old 127.0.0.1:1\n")) {
      var haproxy = open(endpoints(site));
      var server = haproxy.server("app", "old");
      var before = server.status().all();
      for (var change : List.of(add(haproxy), server.delete(SHORT), server.deleteNow(SHORT))) {
        assertThat(states(change)).containsOnly(State.UNCHANGED).hasSize(2);
        assertThat(change.processes())
            .allSatisfy(
                process ->
                    assertThat(process.reason().orElseThrow())
                        .isInstanceOf(CommandUnavailableException.class)
                        .hasMessageContaining("it came with 2.4"));
      }
      assertThat(server.status().all()).isEqualTo(before);
    }
  }
}
