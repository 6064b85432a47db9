package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.haproxystats.runtime.Failure.BAD_REQUEST;
import static org.haproxystats.runtime.Failure.BUSY;
import static org.haproxystats.runtime.Failure.DISABLED;
import static org.haproxystats.runtime.Failure.MODE_REQUIRED;
import static org.haproxystats.runtime.Failure.NOT_FOUND;
import static org.haproxystats.runtime.Failure.OTHER;
import static org.haproxystats.runtime.Failure.SERVER_ERROR;
import static org.haproxystats.runtime.Failure.TOO_LARGE;
import static org.haproxystats.runtime.Failure.UNKNOWN_COMMAND;

import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.HaproxyVersion;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.event.TraceLevel;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.StoredEntry;
import org.haproxystats.runtime.process.DiagnosticCommands;
import org.haproxystats.runtime.process.LimitCommands;
import org.haproxystats.runtime.process.ProcessCommands;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.proxy.FrontendCommands;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.CheckCommands;
import org.haproxystats.runtime.server.Health;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerViews;
import org.haproxystats.runtime.session.CapturedErrors.Side;
import org.haproxystats.runtime.session.SessionCommands;
import org.haproxystats.runtime.session.SessionFilter;
import org.haproxystats.runtime.session.TrafficCommands;
import org.haproxystats.runtime.table.TableCommands;
import org.haproxystats.runtime.table.TableFilter;
import org.haproxystats.runtime.table.TableFilter.Operator;
import org.haproxystats.runtime.table.TableKey;
import org.haproxystats.runtime.table.VariableCommands;
import org.haproxystats.runtime.tls.OcspCommands;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.TicketKeyCommands;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each line of HAProxy refuses, and why: all that can be brought about. The other failures are
 * proven on recorded answers, and those of certificates where these are made.
 */
class DocumentedFailuresIT {
  private static final String SITE =
      """
      resolvers dns
        nameserver one 127.0.0.1:1
      frontend web
        bind unix@{dir}/web.sock
        http-request set-header X-Shared %[path,map({files}/shared.map)]
        http-request set-header X-Ports %[path,map_str_int({files}/ports.map)]
        http-request deny if { path -M -f {files}/shared.map }
        http-request deny if { path -f {files}/list.acl }
      frontend gone
        bind unix@{dir}/gone.sock
      frontend held
        mode tcp
        bind unix@{dir}/held.sock
        tcp-request connection track-sc0 int(5) table numbers
        tcp-request inspect-delay 30s
        tcp-request content reject if { req.len gt 100 }
        default_backend app
      backend app
        mode tcp
        server one unix@{dir}/none.sock weight 10
        server checked unix@{dir}/none.sock check inter 1h
        server tracking unix@{dir}/none.sock track app/checked
        server used unix@{dir}/none.sock
        use-server used if { src 192.0.2.1 }
      backend fixed
        balance static-rr
        server one unix@{dir}/none.sock weight 10
      backend found
        server-template one 1 _http._tcp.example.org resolvers dns init-addr none
      backend off
        disabled
        server one unix@{dir}/none.sock
      backend numbers
        stick-table type integer size 10 expire 1h store gpc0
      backend addresses
        stick-table type ip size 10 store gpc0
      backend bytes
        stick-table type binary len 4 size 10 store gpc0
      backend full
        stick-table type string len 20 size 1 nopurge store gpc0
      """;

  private static final ServerName ONE = new ServerName("app", "one");
  private static final ServerName USED = new ServerName("app", "used");
  private static final ServerName NO_SERVER = new ServerName("app", "none");
  private static final ServerName NO_BACKEND = new ServerName("none", "one");
  private static final TableKey KEY = TableKey.of("some");
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");
  private static final String OCSP_ID =
      "303b300906052b0e03021a050004148a83e0060faff709ca7e9b95522a2e81635fda0a0414"
          + "f652b0e435d5ea923851508f0adbe92d85de007a0202100a";
  private static final Map<String, Long> DATA = Map.of("gpc0", 1L);

  @TempDir private Path directory;

  /**
   * One command that is refused.
   *
   * @param text what HAProxy's answer has in it
   * @param since the first version that refuses it, where that is not the command's own first
   */
  private record Refusal(Command<?> command, Failure failure, String text, HaproxyVersion since) {
    Refusal from(int major, int minor) {
      return new Refusal(command, failure, text, HaproxyVersion.of(major, minor));
    }

    private String shown() {
      return command.toString().lines().findFirst().orElseThrow().replaceAll("x{99,}", "x...");
    }

    /** How the answer differs from what is expected; nothing if it does not. */
    Stream<String> difference(Probe haproxy) {
      try {
        return Stream.of("'%s' was not refused: %s".formatted(shown(), haproxy.run(command)));
      } catch (CommandFailedException e) {
        return e.failure() == failure && e.answer().contains(text)
            ? Stream.of()
            : Stream.of("'%s': %s: %s".formatted(shown(), e.failure(), e.answer()));
      } catch (Exception e) {
        return Stream.of("'%s': %s".formatted(shown(), e));
      }
    }
  }

  private static Refusal refusal(Command<?> command, Failure failure, String text) {
    return new Refusal(command, failure, text, command.requirement().since());
  }

  @EachHaproxy
  void whatHaproxyRefusesFailsForTheReasonThatIsTold(HaproxyLine line) throws Exception {
    Files.writeString(directory.resolve("shared.map"), "/a 1\n");
    Files.writeString(directory.resolve("ports.map"), "http 80\n");
    Files.writeString(directory.resolve("list.acl"), "/b\n");
    var site = SITE.replace("{files}", directory.toString());
    try (var haproxy = Probe.start(line, directory, site);
        var held =
            SocketChannel.open(
                UnixDomainSocketAddress.of(directory.resolve("haproxy1/held.sock")))) {
      assertThat(held.isConnected()).isTrue();
      await().until(() -> !haproxy.run(TableCommands.entries("numbers")).isEmpty());
      haproxy.run(FrontendCommands.shutdown("gone"));
      haproxy.run(TableCommands.set("full", KEY, DATA));
      haproxy.run(ServerCommands.setState(USED, AdminState.MAINT));
      var version = haproxy.admin().abilities().version();
      var refusals = new ArrayList<Refusal>();
      refusals.addAll(servers());
      refusals.addAll(dynamicServers());
      refusals.addAll(checks());
      refusals.addAll(proxies());
      refusals.addAll(patterns());
      refusals.addAll(tables());
      refusals.addAll(others());
      assertThat(
              refusals.stream()
                  .filter(refusal -> version.isAtLeast(refusal.since))
                  .flatMap(refusal -> refusal.difference(haproxy)))
          .isEmpty();
    }
  }

  private static List<Refusal> servers() {
    return List.of(
        refusal(ServerCommands.weight(NO_BACKEND), NOT_FOUND, "No such backend."),
        refusal(ServerCommands.weight(NO_SERVER), NOT_FOUND, "No such server."),
        refusal(ServerCommands.setState(NO_SERVER, AdminState.READY), NOT_FOUND, "No such server."),
        refusal(ServerCommands.enable(NO_SERVER), NOT_FOUND, "No such server."),
        refusal(ServerCommands.disable(NO_BACKEND), NOT_FOUND, "No such backend."),
        refusal(ServerCommands.setWeight(NO_SERVER, 1), NOT_FOUND, "No such server."),
        refusal(ServerCommands.setRelativeWeight(NO_SERVER, 1), NOT_FOUND, "No such server."),
        refusal(ServerCommands.setMaxconn(NO_SERVER, 1), NOT_FOUND, "No such server."),
        refusal(ServerCommands.setFqdn(NO_SERVER, "a.org"), NOT_FOUND, "No such server."),
        refusal(ServerCommands.setAddress(NO_SERVER, ADDRESS), NOT_FOUND, "No such server."),
        refusal(ServerCommands.setSsl(NO_SERVER, true), NOT_FOUND, "No such server."),
        refusal(ServerCommands.shutdownSessions(NO_SERVER), NOT_FOUND, "No such server."),
        refusal(
            ServerCommands.setState(new ServerName("off", "one"), AdminState.READY),
            DISABLED,
            "Proxy is disabled."),
        refusal(
            ServerCommands.setWeight(new ServerName("fixed", "one"), 5),
            BAD_REQUEST,
            "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'."),
        refusal(
            ServerCommands.setAddress(ONE, ADDRESS),
            OTHER,
            "is only supported through configuration file"),
        refusal(ServerCommands.setFqdn(ONE, "a.org"), OTHER, "because no resolution is configured.")
            .from(2, 6),
        refusal(
                ServerCommands.setFqdn(new ServerName("found", "one1"), "a.org"),
                OTHER,
                "because SRV resolution is configured.")
            .from(2, 6),
        refusal(ServerCommands.setSsl(ONE, true), OTHER, "default-server should define ssl"),
        refusal(ServerViews.states("none"), NOT_FOUND, "Can't find backend."),
        refusal(ServerViews.connections("none"), NOT_FOUND, "Can't find backend."));
  }

  private static List<Refusal> dynamicServers() {
    return List.of(
        refusal(ServerCommands.add(ONE, "192.0.2.1:80"), OTHER, "Already exists a server"),
        refusal(ServerCommands.add(NO_BACKEND, "192.0.2.1:80"), NOT_FOUND, "No such backend."),
        refusal(
            ServerCommands.add(new ServerName("fixed", "new"), "192.0.2.1:80"),
            OTHER,
            "dynamic load balancing"),
        refusal(
            ServerCommands.add(NO_SERVER, "192.0.2.1:80", "weigth"),
            BAD_REQUEST,
            "unknown keyword 'weigth'"),
        refusal(ServerCommands.delete(ONE), OTHER, "Only servers in maintenance mode can be"),
        refusal(ServerCommands.delete(USED), OTHER, "other configuration elements"),
        refusal(ServerCommands.delete(NO_SERVER), NOT_FOUND, "No such server."));
  }

  private static List<Refusal> checks() {
    return List.of(
        refusal(
            CheckCommands.setHealth(new ServerName("app", "tracking"), Health.DOWN),
            OTHER,
            "cannot change health on a tracking server."),
        refusal(CheckCommands.setHealth(NO_SERVER, Health.UP), NOT_FOUND, "No such server."),
        refusal(CheckCommands.setAgent(ONE, true), OTHER, "agent checks are not enabled"),
        refusal(CheckCommands.setAgentSend(ONE, "x"), OTHER, "agent checks are not enabled"),
        refusal(CheckCommands.setAgentAddress(ONE, ADDRESS), OTHER, "agent checks are not enabled"),
        refusal(CheckCommands.setAgentPort(ONE, 1), OTHER, "agent checks are not enabled"),
        refusal(CheckCommands.setCheckPort(ONE, 1), OTHER, "health checks are not enabled")
            .from(2, 6),
        refusal(
            CheckCommands.setCheckAddress(ONE, ADDRESS), OTHER, "health checks are not enabled"),
        refusal(CheckCommands.enableHealth(ONE), OTHER, "cannot enable").from(2, 6),
        refusal(CheckCommands.enableAgent(ONE), OTHER, "cannot enable"),
        refusal(CheckCommands.disableHealth(NO_SERVER), NOT_FOUND, "No such server."),
        refusal(CheckCommands.disableAgent(NO_SERVER), NOT_FOUND, "No such server."));
  }

  private static List<Refusal> proxies() {
    return List.of(
        refusal(FrontendCommands.disable("none"), NOT_FOUND, "No such frontend."),
        refusal(FrontendCommands.enable("none"), NOT_FOUND, "No such frontend."),
        refusal(FrontendCommands.shutdown("none"), NOT_FOUND, "No such frontend."),
        refusal(FrontendCommands.setMaxconn("none", 1), NOT_FOUND, "No such frontend."),
        refusal(FrontendCommands.disable("gone"), DISABLED, "was previously shut down"),
        refusal(FrontendCommands.enable("gone"), DISABLED, "was previously shut down"),
        refusal(BackendCommands.enableDynamicCookie("none"), NOT_FOUND, "No such backend."),
        refusal(BackendCommands.disableDynamicCookie("none"), NOT_FOUND, "No such backend."),
        refusal(BackendCommands.setDynamicCookieKey("none", "x"), NOT_FOUND, "No such backend."),
        refusal(LimitCommands.setMaxconn(301), BAD_REQUEST, "Value out of range."));
  }

  private List<Refusal> patterns() {
    var none = MapRef.file("none");
    var shared = MapRef.file(directory.resolve("shared.map").toString());
    var ports = MapRef.file(directory.resolve("ports.map").toString());
    var list = AclRef.file(directory.resolve("list.acl").toString());
    var gone = new StoredEntry("0x1", new PatternEntry("/a", "1"));
    var entries = List.of(new PatternEntry("/c", "3"));
    return List.of(
        refusal(MapCommands.show(none), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.show(AclRef.number(99)), NOT_FOUND, "Unknown ACL identifier."),
        refusal(MapCommands.get(none, "x"), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.add(none, "x", "y"), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.set(none, "x", "y"), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.del(none, "x"), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.clear(none), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.prepare(none), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.commit(none, 1), NOT_FOUND, "Unknown map identifier."),
        refusal(MapCommands.set(shared, "/none", "y"), NOT_FOUND, "entry not found."),
        refusal(MapCommands.del(shared, "/none"), NOT_FOUND, "Key not found."),
        refusal(MapCommands.del(list, "/none"), NOT_FOUND, "Key not found."),
        refusal(MapCommands.set(shared, gone, "y"), NOT_FOUND, "key or pattern not found."),
        refusal(MapCommands.del(shared, gone), NOT_FOUND, "Key not found."),
        refusal(MapCommands.add(ports, "ftp", "21x"), OTHER, "unable to parse '21x'"),
        refusal(MapCommands.set(ports, "http", "80x"), OTHER, "unable to parse '80x'").from(3, 0),
        refusal(
            MapCommands.add(AclRef.file(shared.id()), "/c"),
            OTHER,
            "This ACL is shared with a map containing samples."),
        refusal(
            MapCommands.addAll(shared, 99, entries).getFirst(),
            NOT_FOUND,
            "Version number in the future"),
        refusal(MapCommands.commit(shared, 99), NOT_FOUND, "Version number out of range."),
        refusal(MapCommands.add(shared, "/c", "x".repeat(20_000)), TOO_LARGE, " is too big for ")
            .from(3, 0),
        refusal(MapCommands.add(shared, "/c", "x".repeat(60_000)), TOO_LARGE, " is too big for ")
            .from(3, 0));
  }

  private static List<Refusal> tables() {
    var rate = new TableFilter("conn_rate", Operator.GT, 1);
    var unknown = new TableFilter("none", Operator.GT, 1);
    return List.of(
        refusal(TableCommands.entries("none"), NOT_FOUND, "No such table"),
        refusal(TableCommands.entry("none", KEY), NOT_FOUND, "No such table"),
        refusal(TableCommands.set("none", KEY, DATA), NOT_FOUND, "No such table"),
        refusal(TableCommands.touch("none", KEY), NOT_FOUND, "No such table"),
        refusal(TableCommands.clear("none"), NOT_FOUND, "No such table"),
        refusal(TableCommands.remove("none", KEY), NOT_FOUND, "No such table"),
        refusal(
            TableCommands.entries("full", rate), BAD_REQUEST, "Data type not stored in this table"),
        refusal(TableCommands.entries("full", unknown), BAD_REQUEST, "Unknown data type"),
        refusal(TableCommands.clear("full", List.of(unknown)), BAD_REQUEST, "Unknown data type"),
        refusal(
            TableCommands.set("full", KEY, Map.of("conn_cnt", 1L)),
            BAD_REQUEST,
            "Data type not stored in this table"),
        refusal(
            TableCommands.set("full", KEY, Map.of("none", 1L)), BAD_REQUEST, "Unknown data type"),
        refusal(
            TableCommands.set("full", TableKey.of("other"), DATA),
            SERVER_ERROR,
            "Unable to allocate a new entry"),
        refusal(TableCommands.entry("addresses", KEY), BAD_REQUEST, "Invalid key").from(3, 0),
        refusal(TableCommands.entry("bytes", KEY), BAD_REQUEST, "keys from tables of type"),
        refusal(TableCommands.set("bytes", KEY, DATA), BAD_REQUEST, "keys into tables of type"),
        refusal(TableCommands.remove("bytes", KEY), BAD_REQUEST, "keys from tables of type"),
        refusal(TableCommands.remove("numbers", TableKey.of(5)), BUSY, "Entry currently in use"),
        refusal(VariableCommands.get("proc.none"), NOT_FOUND, "Variable not found."));
  }

  private static List<Refusal> others() {
    var locked = Command.named("set var").argument("proc.x").argument("int(1)");
    return List.of(
        refusal(Command.named("no such command").reads(Reply::message), UNKNOWN_COMMAND, "help"),
        refusal(locked.succeeds(Success.silent()), MODE_REQUIRED, "experimental mode").from(2, 4),
        refusal(ProcessCommands.environment("NOT_SET"), NOT_FOUND, "Variable not found"),
        refusal(DiagnosticCommands.activity(4_000), OTHER, "Thread ID number must be between"),
        refusal(
            DiagnosticCommands.setMemoryProfiling(true),
            OTHER,
            "Memory profiling not compiled in."),
        refusal(StatCommands.rows(StatQuery.ALL.ofProxy("none")), NOT_FOUND, "No such proxy."),
        refusal(ResolverCommands.resolvers("none"), NOT_FOUND, "Can't find that resolvers section"),
        refusal(SessionCommands.details("0x1"), NOT_FOUND, "Session not found."),
        refusal(SessionCommands.shutdown("0x1"), NOT_FOUND, "No such session"),
        refusal(
            SessionCommands.details(new SessionFilter.OfBackend("none")),
            NOT_FOUND,
            "No such backend."),
        refusal(
            SessionCommands.details(new SessionFilter.OfFrontend("none")),
            NOT_FOUND,
            "No such frontend."),
        refusal(
            SessionCommands.details(new SessionFilter.OfServer(NO_SERVER)),
            NOT_FOUND,
            "No such server."),
        refusal(TrafficCommands.errors("none", Side.REQUEST), NOT_FOUND, "No such proxy."),
        refusal(TrafficCommands.peers("none"), NOT_FOUND, "No such peers"),
        refusal(EventCommands.events("none"), NOT_FOUND, "No such event sink"),
        refusal(EventCommands.events("stdout"), BAD_REQUEST, "Nothing to report for this sink"),
        refusal(TraceCommands.start("none"), NOT_FOUND, "No such trace source"),
        refusal(
            TraceCommands.setLevel("none", TraceLevel.ERROR), NOT_FOUND, "No such trace source"),
        refusal(OcspCommands.response(OCSP_ID), NOT_FOUND, "does not match any certificate."),
        refusal(OcspCommands.response("none"), OTHER, "expects a valid certid"),
        refusal(OcspCommands.set(new byte[] {1, 2}), OTHER, "OCSP"),
        refusal(OcspCommands.update("none"), NOT_FOUND, "Unknown certificate!"),
        refusal(
            TicketKeyCommands.set("none", new Secret("AAAA")),
            OTHER,
            "'set ssl tls-key' unable to locate referenced filename"));
  }
}
