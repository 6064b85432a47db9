package org.haproxystats.integration.runtime;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.event.TraceLevel;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternContents;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.process.CliCommands;
import org.haproxystats.runtime.process.CounterCommands;
import org.haproxystats.runtime.process.DiagnosticCommands;
import org.haproxystats.runtime.process.DiagnosticCommands.TaskProfiling;
import org.haproxystats.runtime.process.InfoCommands;
import org.haproxystats.runtime.process.LimitCommands;
import org.haproxystats.runtime.process.LimitCommands.Rate;
import org.haproxystats.runtime.process.ProcessCommands;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.process.WaitCommands;
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
import org.haproxystats.runtime.table.TableKey;
import org.haproxystats.runtime.table.VariableCommands;
import org.haproxystats.runtime.tls.CaFileCommands;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificatePart;
import org.haproxystats.runtime.tls.CrlFileCommands;
import org.haproxystats.runtime.tls.CrtListCommands;
import org.haproxystats.runtime.tls.CrtListEntry;
import org.haproxystats.runtime.tls.OcspCommands;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.TicketKeyCommands;
import org.haproxystats.runtime.tls.TlsCommands;

/** One of each typed command, but for those of a master. */
final class TypedCommands {
  private TypedCommands() {}

  static List<Command<?>> all() {
    var all = new ArrayList<Command<?>>();
    all.addAll(ofProcesses());
    all.addAll(ofDiagnosis());
    all.addAll(ofServers());
    all.addAll(ofChecks());
    all.addAll(ofProxies());
    all.addAll(ofPatterns());
    all.addAll(ofSessionsAndTables());
    all.addAll(ofCertificates());
    all.addAll(ofOtherTls());
    return all;
  }

  private static List<Command<?>> ofProcesses() {
    return List.of(
        CliCommands.level(),
        CliCommands.sockets(),
        CliCommands.setTimeout(Duration.ofSeconds(9)),
        CliCommands.echo("hello"),
        CliCommands.anonymization(),
        CliCommands.anonymize(),
        CliCommands.anonymize(1),
        CliCommands.showNames(),
        CliCommands.setGlobalKey(0),
        CounterCommands.clearMaxima(),
        CounterCommands.clearAll(),
        CounterCommands.clear(new ServerName("app", "one")),
        CounterCommands.clearShared(new ServerName("app", "one")),
        InfoCommands.info(),
        InfoCommands.typed(),
        InfoCommands.json(),
        InfoCommands.schema(),
        LimitCommands.setMaxconn(300),
        LimitCommands.setRateLimit(Rate.SESSIONS, 0),
        ProcessCommands.version(),
        ProcessCommands.help(),
        ProcessCommands.environment(),
        ProcessCommands.environment("HOME"),
        ProcessCommands.startupLogs(),
        ProcessCommands.statsFile(),
        ResolverCommands.resolvers(),
        StatCommands.rows(StatQuery.ALL),
        StatCommands.table(StatQuery.ALL, List.of("scur")),
        StatCommands.typed(StatQuery.ALL),
        StatCommands.described(StatQuery.ALL),
        StatCommands.json(StatQuery.ALL),
        WaitCommands.untilRemovable(new ServerName("app", "one"), Duration.ofMillis(1)),
        WaitCommands.untilRemovable("app", Duration.ofMillis(1)));
  }

  private static List<Command<?>> ofDiagnosis() {
    return List.of(
        DiagnosticCommands.activity(),
        DiagnosticCommands.activity(1),
        DiagnosticCommands.pools(),
        DiagnosticCommands.threads(),
        DiagnosticCommands.tasks(),
        DiagnosticCommands.fileDescriptors(),
        DiagnosticCommands.libraries(),
        DiagnosticCommands.build(),
        DiagnosticCommands.profiling(),
        DiagnosticCommands.setTaskProfiling(TaskProfiling.OFF),
        DiagnosticCommands.setLockProfiling(false),
        DiagnosticCommands.setAllocationProfiling(false),
        DiagnosticCommands.setMemoryProfiling(false),
        EventCommands.sinks(),
        EventCommands.events("buf0"),
        EventCommands.debugCounters(),
        EventCommands.resetDebugCounters(),
        TraceCommands.sources(),
        TraceCommands.setSink("h1", "none"),
        TraceCommands.setLevel("h1", TraceLevel.ERROR),
        TraceCommands.setVerbosity("h1", "quiet"),
        TraceCommands.addEvent("h1", "any"),
        TraceCommands.removeEvent("h1", "any"),
        TraceCommands.setLock("h1", "nothing"),
        TraceCommands.start("h1"),
        TraceCommands.pause("h1"),
        TraceCommands.stop("h1"),
        TraceCommands.stopAll());
  }

  private static List<Command<?>> ofServers() {
    var server = new ServerName("app", "one");
    var address = InetAddress.ofLiteral("192.0.2.1");
    return List.of(
        ServerCommands.setState(server, AdminState.READY),
        ServerCommands.enable(server),
        ServerCommands.disable(server),
        ServerCommands.setWeight(server, 1),
        ServerCommands.setRelativeWeight(server, 1),
        ServerCommands.weight(server),
        ServerCommands.setAddress(server, address),
        ServerCommands.setAddress(server, address, 80),
        ServerCommands.setFqdn(server, "example.org"),
        ServerCommands.setMaxconn(server, 1),
        ServerCommands.shutdownSessions(server),
        ServerCommands.add(new ServerName("app", "new"), "192.0.2.1:80"),
        ServerCommands.keywords(),
        ServerCommands.delete(new ServerName("app", "new")),
        ServerViews.states(),
        ServerViews.connections(),
        ServerViews.defaultServers());
  }

  private static List<Command<?>> ofChecks() {
    var server = new ServerName("app", "one");
    return List.of(
        CheckCommands.setHealth(server, Health.UP),
        CheckCommands.setAgent(server, true),
        CheckCommands.enableHealth(server),
        CheckCommands.disableHealth(server),
        CheckCommands.enableAgent(server),
        CheckCommands.disableAgent(server),
        CheckCommands.setCheckPort(server, 1),
        CheckCommands.setAgentAddress(server, InetAddress.ofLiteral("192.0.2.1")),
        CheckCommands.setAgentSend(server, "hello"));
  }

  private static List<Command<?>> ofProxies() {
    return List.of(
        BackendCommands.names(),
        BackendCommands.defaults(),
        BackendCommands.add("new", "site"),
        BackendCommands.publish("app"),
        BackendCommands.unpublish("app"),
        BackendCommands.delete("app"),
        BackendCommands.enableDynamicCookie("app"),
        BackendCommands.disableDynamicCookie("app"),
        BackendCommands.setDynamicCookieKey("app", "key"),
        FrontendCommands.disable("web.site"),
        FrontendCommands.enable("web.site"),
        FrontendCommands.shutdown("web.site"),
        FrontendCommands.setMaxconn("web.site", 9));
  }

  private static List<Command<?>> ofPatterns() {
    var map = MapRef.number(0);
    var acl = AclRef.number(0);
    var all =
        new ArrayList<Command<?>>(
            List.of(
                MapCommands.listMaps(),
                MapCommands.listAcls(),
                MapCommands.show(map),
                MapCommands.get(acl, "x"),
                MapCommands.add(map, "key", "value"),
                MapCommands.add(acl, "x"),
                MapCommands.set(map, "key", "value"),
                MapCommands.del(acl, "x"),
                MapCommands.clear(map),
                MapCommands.prepare(acl),
                MapCommands.commit(map, 1)));
    all.addAll(MapCommands.addAll(map, List.of(new PatternEntry("key", "value"))));
    return all;
  }

  private static List<Command<?>> ofSessionsAndTables() {
    var key = TableKey.of("x");
    return List.of(
        SessionCommands.list(),
        SessionCommands.details(),
        SessionCommands.details("0x1"),
        SessionCommands.details(new SessionFilter.Older(Duration.ofHours(1))),
        SessionCommands.details(new SessionFilter.OfBackend("app")),
        SessionCommands.shutdown("0x1"),
        TrafficCommands.errors(),
        TrafficCommands.errors("web.site", Side.REQUEST),
        TrafficCommands.cache(),
        TrafficCommands.peers(),
        TrafficCommands.quic(),
        TableCommands.list(),
        TableCommands.set("none", key, Map.of("gpc0", 1L)),
        TableCommands.touch("none", key),
        TableCommands.clear("none"),
        TableCommands.remove("none", key),
        VariableCommands.get("proc.x"),
        VariableCommands.setNumber("proc.x", 1),
        VariableCommands.setText("proc.x", "y"),
        VariableCommands.setExpression("proc.x", "int(1)"));
  }

  private static List<Command<?>> ofCertificates() {
    var pem = "x";
    return List.of(
        CertificateCommands.list(),
        CertificateCommands.show("x"),
        CertificateCommands.showUncommitted("x"),
        CertificateCommands.create("x"),
        CertificateCommands.set("x", CertificatePart.ALL, pem),
        CertificateCommands.commit("x"),
        CertificateCommands.abort("x"),
        CertificateCommands.delete("x"),
        CertificateCommands.dump("x"),
        CaFileCommands.list(),
        CaFileCommands.show("x"),
        CaFileCommands.showUncommitted("x"),
        CaFileCommands.create("x"),
        CaFileCommands.set("x", pem),
        CaFileCommands.add("x", pem),
        CaFileCommands.commit("x"),
        CaFileCommands.abort("x"),
        CaFileCommands.delete("x"),
        CrlFileCommands.list(),
        CrlFileCommands.show("x"),
        CrlFileCommands.showUncommitted("x"),
        CrlFileCommands.create("x"),
        CrlFileCommands.set("x", pem),
        CrlFileCommands.commit("x"),
        CrlFileCommands.abort("x"),
        CrlFileCommands.delete("x"),
        CrtListCommands.list(),
        CrtListCommands.show("x"),
        CrtListCommands.add("x", CrtListEntry.of("x", "", List.of())),
        CrtListCommands.delete("x", "x"),
        CrtListCommands.delete("x", "x", 1));
  }

  private static List<Command<?>> ofOtherTls() {
    return List.of(
        OcspCommands.list(),
        OcspCommands.show("x"),
        OcspCommands.response("x"),
        OcspCommands.set("x".getBytes(StandardCharsets.US_ASCII)),
        OcspCommands.update("x"),
        OcspCommands.updates(),
        TicketKeyCommands.files(),
        TicketKeyCommands.keys(),
        TicketKeyCommands.set("x", new Secret("x")),
        TlsCommands.serverNames(),
        TlsCommands.providers(),
        TlsCommands.jwtCertificates(),
        TlsCommands.addJwtCertificate("x"),
        TlsCommands.deleteJwtCertificate("x"),
        TlsCommands.ech(),
        TlsCommands.addEch("x", "x"),
        TlsCommands.setEch("x", "x"),
        TlsCommands.deleteEch("x"),
        TlsCommands.acmeStatus(),
        TlsCommands.renew("x"),
        TlsCommands.challengeReady("x", "x"));
  }

  /** Those that HAProxy before their first version takes for a bad form of an older command. */
  static List<Command<?>> takenForOlderOnes() {
    var server = new ServerName("app", "one");
    return List.of(
        CheckCommands.setAgentPort(server, 1),
        CheckCommands.setAgentAddress(server, InetAddress.ofLiteral("192.0.2.1"), 1),
        CheckCommands.setCheckAddress(server, InetAddress.ofLiteral("192.0.2.1")),
        CheckCommands.setCheckAddress(server, InetAddress.ofLiteral("192.0.2.1"), 1),
        ServerCommands.rename(server, "two"),
        ServerCommands.setSsl(server, true),
        MapCommands.contents(MapRef.number(0), 1),
        MapCommands.holds(PatternContents.of(MapRef.number(0), List.of()), 1),
        MapCommands.clear(MapRef.number(0), 1),
        StatCommands.rows(StatQuery.ALL.up()),
        StatCommands.rows(StatQuery.ALL.withoutMaintenance()),
        TableCommands.entries("none"),
        TableCommands.entry("none", TableKey.of("x")));
  }
}
