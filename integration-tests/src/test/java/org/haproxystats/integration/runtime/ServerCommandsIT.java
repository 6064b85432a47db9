package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.StatsSocket;
import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.server.AddressChange;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.CheckCommands;
import org.haproxystats.runtime.server.Health;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerState;
import org.haproxystats.runtime.server.ServerState.AdminFlag;
import org.haproxystats.runtime.server.ServerState.CheckFlag;
import org.haproxystats.runtime.server.ServerState.Operation;
import org.haproxystats.runtime.server.ServerViews;
import org.haproxystats.runtime.server.ServerWeight;
import org.junit.jupiter.api.io.TempDir;

/** Every command for servers, on each line of HAProxy; nothing listens where the servers are. */
class ServerCommandsIT {
  private static final String PROXIES =
      """
      resolvers dns
        nameserver none 127.0.0.1:1
      frontend web
        bind unix@{dir}/web.sock
        default_backend app
      backend app
        balance roundrobin
        server one 192.0.2.1:8001 weight 10 check inter 1h
        server two 192.0.2.2:8002 weight 30
        server off 192.0.2.3:8003 disabled
        server six [2001:db8::1]:8004
        server told 192.0.2.5:8005 check inter 1h agent-check agent-port 9999 agent-inter 1h
        server named example.invalid:8006 resolvers dns init-addr none
        server local unix@{dir}/local.sock
        server secure 192.0.2.8:8007 ssl verify none
        server follower 192.0.2.9:8001 track one
      backend fixed
        balance static-rr
        server one 192.0.2.1:8001 weight 10
      """;

  private static final ServerName ONE = new ServerName("app", "one");
  private static final ServerName TWO = new ServerName("app", "two");
  private static final ServerName TOLD = new ServerName("app", "told");
  private static final ServerName NAMED = new ServerName("app", "named");

  @TempDir private Path directory;

  @EachHaproxy
  void serversChangeAsTheyAreToldOrSayWhyNot(HaproxyLine line) throws Exception {
    try (var haproxy = Probe.start(line, directory, PROXIES)) {
      checkViews(haproxy);
      checkHostileNames(haproxy);
      checkStates(haproxy);
      checkAddresses(haproxy);
      checkChecks(haproxy);
      checkDynamicServers(haproxy);
    }
  }

  /** Each would change the weight of a server if HAProxy took it for more than a name. */
  private static void checkHostileNames(Probe haproxy) throws Exception {
    for (var name :
        List.of(
            "two weight 99",
            "none;set weight app/two 99",
            "none\\;set weight app/two 99",
            "none\\\\;set weight app/two 99;",
            "none state ready ; set weight app/two 99 ; #",
            "none\tweight 99",
            "<<",
            "two\"",
            "'two'")) {
      var server = new ServerName("app", name);
      assertThat(haproxy.failure(ServerCommands.setWeight(server, 98)))
          .returns("No such server.", CommandFailedException::answer);
    }
    assertThat(haproxy.run(ServerCommands.weight(TWO))).isEqualTo(new ServerWeight(30, 30));
  }

  private static void checkStates(Probe haproxy) throws Exception {
    haproxy.run(ServerCommands.setState(TWO, AdminState.DRAIN));
    assertThat(state(haproxy, TWO).admin()).containsExactly(AdminFlag.FORCED_DRAIN);
    haproxy.run(ServerCommands.disable(TWO));
    assertThat(state(haproxy, TWO).admin()).contains(AdminFlag.FORCED_MAINTENANCE);
    assertThat(state(haproxy, TWO).operation()).isEqualTo(Operation.DOWN);
    haproxy.run(ServerCommands.enable(TWO));
    haproxy.run(ServerCommands.setState(TWO, AdminState.MAINT));
    haproxy.run(ServerCommands.setState(TWO, AdminState.READY));
    assertThat(state(haproxy, TWO).admin()).isEmpty();
    assertThat(state(haproxy, TWO).operation()).isEqualTo(Operation.UP);

    haproxy.run(ServerCommands.setWeight(TWO, 256));
    assertThat(haproxy.user().run(ServerCommands.weight(TWO))).isEqualTo(new ServerWeight(256, 30));
    haproxy.run(ServerCommands.setRelativeWeight(TWO, 10));
    assertThat(state(haproxy, TWO).weight()).isEqualTo(new ServerWeight(3, 30));
    var fixed = new ServerName("fixed", "one");
    assertThat(haproxy.failure(ServerCommands.setWeight(fixed, 5)))
        .hasMessageContaining("Backend is using a static LB algorithm");
    haproxy.run(ServerCommands.setRelativeWeight(fixed, 0));
    assertThat(haproxy.run(ServerCommands.weight(fixed)).current()).isZero();

    haproxy.run(ServerCommands.setMaxconn(TWO, 7));
    assertThat(StatsSocket.parseStat(haproxy.run(Command.raw("show stat"))))
        .anySatisfy(
            row -> assertThat(row).containsEntry("svname", "two").containsEntry("slim", "7"));
    haproxy.run(ServerCommands.shutdownSessions(TWO));

    failWithoutServer(
        haproxy,
        List.of(
            name -> ServerCommands.setState(name, AdminState.READY),
            ServerCommands::enable,
            ServerCommands::disable,
            name -> ServerCommands.setWeight(name, 1),
            name -> ServerCommands.setRelativeWeight(name, 1),
            ServerCommands::weight,
            name -> ServerCommands.setMaxconn(name, 1),
            ServerCommands::shutdownSessions));
    haproxy.needsAdmin(
        List.of(
            ServerCommands.setState(TWO, AdminState.READY),
            ServerCommands.setWeight(TWO, 1),
            ServerCommands.setMaxconn(TWO, 1),
            ServerCommands.enable(TWO),
            ServerCommands.shutdownSessions(TWO)));
  }

  private static void checkAddresses(Probe haproxy) throws Exception {
    var other = InetAddress.ofLiteral("192.0.2.22");
    assertThat(haproxy.run(ServerCommands.setAddress(TWO, other, 8102)))
        .returns(true, AddressChange::address)
        .returns(true, AddressChange::port);
    assertThat(state(haproxy, TWO).address()).contains("192.0.2.22");
    assertThat(state(haproxy, TWO).port()).hasValue(8102);
    assertThat(haproxy.run(ServerCommands.setAddress(TWO, other, 8103)))
        .returns(false, AddressChange::address)
        .returns(true, AddressChange::port);
    assertThat(haproxy.run(ServerCommands.setAddress(TWO, InetAddress.ofLiteral("192.0.2.23"))))
        .returns(true, AddressChange::address)
        .returns(false, AddressChange::port);
    assertThat(
            haproxy.run(ServerCommands.setAddress(TWO, InetAddress.ofLiteral("192.0.2.23"), 8103)))
        .returns(false, AddressChange::address)
        .returns(false, AddressChange::port);
    assertThat(haproxy.run(ServerCommands.setAddress(TWO, InetAddress.ofLiteral("192.0.2.23"))))
        .returns(false, AddressChange::address)
        .returns(false, AddressChange::port);

    var six = new ServerName("app", "six");
    haproxy.run(ServerCommands.setAddress(six, InetAddress.ofLiteral("2001:db8::2"), 65_535));
    assertThat(state(haproxy, six).address()).contains("2001:db8::2");
    assertThat(state(haproxy, six).port()).hasValue(65_535);

    assertThat(haproxy.failure(ServerCommands.setAddress(new ServerName("app", "local"), other)))
        .hasMessageContaining("only supported through configuration file");
    failWithoutServer(
        haproxy,
        List.of(
            name -> ServerCommands.setAddress(name, other),
            name -> ServerCommands.setAddress(name, other, 80),
            name -> ServerCommands.setFqdn(name, "example.org")));

    assertThat(haproxy.run(ServerCommands.setFqdn(NAMED, "other.invalid"))).isEqualTo(Change.MADE);
    assertThat(haproxy.run(ServerCommands.setFqdn(NAMED, "other.invalid")))
        .isEqualTo(Change.NOT_NEEDED);
    assertThat(state(haproxy, NAMED).fqdn()).contains("other.invalid");
    assertThat(state(haproxy, NAMED).admin())
        .contains(AdminFlag.UNRESOLVED)
        .isSubsetOf(AdminFlag.UNRESOLVED, AdminFlag.FQDN_CHANGED);
    haproxy.failure(ServerCommands.setFqdn(TWO, "other.invalid"));
    haproxy.needsAdmin(
        List.of(
            ServerCommands.setAddress(TWO, other, 1),
            ServerCommands.setFqdn(NAMED, "example.org")));
  }

  private static void checkChecks(Probe haproxy) throws Exception {
    haproxy.run(CheckCommands.setHealth(ONE, Health.DOWN));
    assertThat(state(haproxy, ONE).operation()).isEqualTo(Operation.DOWN);
    haproxy.run(CheckCommands.setHealth(ONE, Health.STOPPING));
    haproxy.run(CheckCommands.setHealth(ONE, Health.UP));
    assertThat(state(haproxy, ONE).operation()).isEqualTo(Operation.UP);
    var follower = new ServerName("app", "follower");
    assertThat(haproxy.failure(CheckCommands.setHealth(follower, Health.UP)))
        .hasMessageContaining("cannot change health on a tracking server");
    haproxy.run(CheckCommands.disableHealth(ONE));
    assertThat(state(haproxy, ONE).check().flags()).doesNotContain(CheckFlag.ENABLED);
    haproxy.run(CheckCommands.enableHealth(ONE));
    assertThat(state(haproxy, ONE).check().flags())
        .contains(CheckFlag.ENABLED, CheckFlag.CONFIGURED);

    haproxy.run(CheckCommands.setAgent(TOLD, false));
    assertThat(state(haproxy, TOLD).operation()).isEqualTo(Operation.DOWN);
    haproxy.run(CheckCommands.setAgent(TOLD, true));
    haproxy.run(CheckCommands.disableAgent(TOLD));
    assertThat(state(haproxy, TOLD).agent().flags()).doesNotContain(CheckFlag.ENABLED);
    haproxy.run(CheckCommands.enableAgent(TOLD));
    assertThat(state(haproxy, TOLD).agent().flags()).contains(CheckFlag.ENABLED);
    haproxy.run(CheckCommands.disableAgent(TWO));
    assertThat(haproxy.failure(CheckCommands.enableAgent(TWO)))
        .hasMessageContaining("Agent was not configured on this server");
    assertThat(haproxy.failure(CheckCommands.setAgent(TWO, true)))
        .hasMessageContaining("agent checks are not enabled on this server");

    var address = InetAddress.ofLiteral("2001:db8::9");
    haproxy.run(CheckCommands.setCheckPort(ONE, 81));
    haproxy.run(CheckCommands.setAgentAddress(TOLD, address));
    haproxy.run(CheckCommands.setAgentSend(TOLD, "a b;show info\\"));
    haproxy.failure(CheckCommands.setAgentAddress(TWO, address));
    haproxy.failure(CheckCommands.setAgentSend(TWO, "hello"));
    if (haproxy.isAtLeast(2, 4)) {
      haproxy.run(CheckCommands.setCheckAddress(ONE, address));
      haproxy.run(CheckCommands.setCheckAddress(ONE, address, 82));
      assertThat(state(haproxy, ONE).check().address()).contains("2001:db8::9");
      assertThat(state(haproxy, ONE).check().port()).hasValue(82);
      haproxy.run(CheckCommands.setAgentAddress(TOLD, address, 83));
      haproxy.run(CheckCommands.setAgentPort(TOLD, 84));
      assertThat(state(haproxy, TOLD).agent().address()).contains("2001:db8::9");
      assertThat(state(haproxy, TOLD).agent().port()).hasValue(84);
      for (var command :
          List.of(
              CheckCommands.setCheckPort(TWO, 81),
              CheckCommands.setCheckAddress(TWO, address),
              CheckCommands.setCheckAddress(TWO, address, 82),
              CheckCommands.enableHealth(TWO))) {
        assertThat(haproxy.failure(command))
            .hasMessageContainingAll("ealth check", "on this server");
      }
      haproxy.failure(CheckCommands.setAgentPort(TWO, 84));
    } else {
      haproxy.needsNewer(
          List.of(
              CheckCommands.setCheckAddress(ONE, address),
              CheckCommands.setCheckAddress(ONE, address, 82),
              CheckCommands.setAgentAddress(TOLD, address, 83),
              CheckCommands.setAgentPort(TOLD, 84)));
    }
    failWithoutServer(
        haproxy,
        List.of(
            name -> CheckCommands.setHealth(name, Health.UP),
            name -> CheckCommands.setAgent(name, true),
            CheckCommands::enableHealth,
            CheckCommands::disableHealth,
            CheckCommands::enableAgent,
            CheckCommands::disableAgent,
            name -> CheckCommands.setCheckPort(name, 1),
            name -> CheckCommands.setAgentSend(name, "hello")));
    haproxy.needsAdmin(
        List.of(CheckCommands.setHealth(ONE, Health.UP), CheckCommands.setCheckPort(ONE, 1)));
  }

  private static void checkDynamicServers(Probe haproxy) throws Exception {
    var added = new ServerName("app", "new");
    var secure = new ServerName("app", "secure");
    if (haproxy.isAtLeast(2, 4)) {
      assertThat(
              haproxy.run(
                  ServerCommands.add(added, "[2001:db8::7]:80", "check", "weight", "5", "backup")))
          .endsWith("New server registered.");
      assertThat(state(haproxy, added))
          .returns(Set.of(AdminFlag.FORCED_MAINTENANCE), ServerState::admin)
          .returns(new ServerWeight(5, 5), ServerState::weight)
          .extracting(state -> state.address().orElseThrow())
          .isEqualTo("2001:db8::7");
      assertThat(haproxy.failure(ServerCommands.add(added, "192.0.2.7:80")))
          .hasMessageContaining("Already exists a server with the same name");
      var spaced = new ServerName("app", "a b;show info");
      assertThat(haproxy.failure(ServerCommands.add(spaced, "192.0.2.7:80")))
          .hasMessageContaining("character ' ' is not permitted in server name 'a b;show info'");
      var another = new ServerName("app", "another");
      assertThat(haproxy.failure(ServerCommands.add(another, "192.0.2.7:80", "colour", "red")))
          .returns(Failure.BAD_REQUEST, CommandFailedException::failure)
          .hasMessageContaining("unknown keyword 'colour'");
      assertThat(haproxy.failure(ServerCommands.add(new ServerName("fixed", "x"), "192.0.2.7:80")))
          .hasMessageContaining("dynamic load balancing");
      assertThat(haproxy.failure(ServerCommands.add(new ServerName("none", "x"), "192.0.2.7:80")))
          .returns(Failure.NOT_FOUND, CommandFailedException::failure);

      haproxy.run(ServerCommands.setState(added, AdminState.READY));
      assertThat(haproxy.failure(ServerCommands.delete(added)))
          .hasMessageContaining("Only servers in maintenance mode can be deleted");
      haproxy.run(ServerCommands.setState(added, AdminState.MAINT));
      assertThat(haproxy.run(ServerCommands.delete(added))).endsWith("Server deleted.");
      failWithoutServer(haproxy, List.of(ServerCommands::delete));

      assertThat(haproxy.run(ServerCommands.setSsl(secure, false))).contains("updated");
      assertThat(state(haproxy, secure).ssl()).contains(false);
      haproxy.run(ServerCommands.setSsl(secure, true));
      assertThat(state(haproxy, secure).ssl()).contains(true);
      haproxy.failure(ServerCommands.setSsl(TWO, true));
    } else {
      haproxy.needsNewer(
          List.of(
              ServerCommands.add(added, "192.0.2.7:80"),
              ServerCommands.delete(added),
              ServerCommands.setSsl(secure, true)));
    }
    if (haproxy.isAtLeast(3, 2)) {
      assertThat(haproxy.run(ServerCommands.keywords())).contains("check-ssl", "weight");
    } else {
      haproxy.needsNewer(List.of(ServerCommands.keywords()));
    }
    if (!haproxy.isAtLeast(3, 5)) {
      haproxy.needsNewer(
          List.of(ServerCommands.rename(TWO, "second"), ServerViews.defaultServers()));
    }
  }

  private static void checkViews(Probe haproxy) throws Exception {
    var states = haproxy.user().run(ServerViews.states());
    assertThat(states).hasSize(10);
    var off = state(haproxy, new ServerName("app", "off"));
    assertThat(off.admin())
        .containsExactly(AdminFlag.FORCED_MAINTENANCE, AdminFlag.CONFIGURED_MAINTENANCE);
    assertThat(off.sinceChange()).isLessThan(Duration.ofMinutes(2));
    assertThat(off.columns()).containsEntry("srv_name", "off");
    assertThat(state(haproxy, new ServerName("app", "local")).address()).isEmpty();
    assertThat(haproxy.failure(ServerViews.states("none")).failure()).isEqualTo(Failure.NOT_FOUND);

    var connections = haproxy.user().run(ServerViews.connections("app"));
    assertThat(connections).hasSize(9);
    assertThat(connections.getFirst().name()).isEqualTo(ONE);
    assertThat(connections.getFirst().port()).hasValue(8001);
    assertThat(connections.getFirst().purgeDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(connections.getFirst().idleLimit()).isEmpty();
    assertThat(connections.getFirst().idlePerThread()).containsOnly(0);
    assertThat(haproxy.run(ServerViews.connections())).hasSize(10);
    assertThat(haproxy.failure(ServerViews.connections("none")).failure())
        .isEqualTo(Failure.NOT_FOUND);
  }

  private static void failWithoutServer(
      Probe haproxy, List<Function<ServerName, Command<?>>> commands) {
    for (var command : commands) {
      assertThat(haproxy.failure(command.apply(new ServerName("app", "none"))))
          .returns(Failure.NOT_FOUND, CommandFailedException::failure)
          .returns("No such server.", CommandFailedException::answer);
      assertThat(haproxy.failure(command.apply(new ServerName("none", "one"))).answer())
          .isEqualTo("No such backend.");
    }
  }

  private static ServerState state(Probe haproxy, ServerName server) throws Exception {
    return haproxy.run(ServerViews.states(server.backend())).stream()
        .filter(state -> state.name().equals(server))
        .findFirst()
        .orElseThrow();
  }
}
