package org.haproxystats.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxystats.runtime.Failure.BAD_REQUEST;
import static org.haproxystats.runtime.Failure.BUSY;
import static org.haproxystats.runtime.Failure.DISABLED;
import static org.haproxystats.runtime.Failure.MODE_REQUIRED;
import static org.haproxystats.runtime.Failure.NOT_FOUND;
import static org.haproxystats.runtime.Failure.OTHER;
import static org.haproxystats.runtime.Failure.PERMISSION_DENIED;
import static org.haproxystats.runtime.Failure.SERVER_ERROR;
import static org.haproxystats.runtime.Failure.TOO_LARGE;
import static org.haproxystats.runtime.Failure.UNKNOWN_COMMAND;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.process.CliCommands;
import org.haproxystats.runtime.process.CounterCommands;
import org.haproxystats.runtime.process.DiagnosticCommands;
import org.haproxystats.runtime.process.LimitCommands;
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
import org.haproxystats.runtime.tls.OcspCommands;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.TicketKeyCommands;
import org.haproxystats.runtime.tls.TlsCommands;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What HAProxy says when it refuses a command, from 1.5 to 3.5, is a failure of that command:
 * whether the version marks its messages or not.
 */
class DocumentedFailuresTest {
  private static final ServerName ONE = new ServerName("app", "one");
  private static final MapRef MAP = MapRef.file("hosts.map");
  private static final AclRef ACL = AclRef.file("bad.acl");
  private static final TableKey KEY = TableKey.of("x");

  private record Refusal(Command<?> command, Failure failure, List<String> answers) {}

  private static Refusal refusal(Command<?> command, Failure failure, String... answers) {
    return new Refusal(command, failure, List.of(answers));
  }

  @TestFactory
  Stream<DynamicTest> whatIsKnownToBeARefusalIsAFailure() {
    return Stream.of(
            common(), processes(), servers(), checks(), proxies(), patterns(), other(), tls())
        .flatMap(List::stream)
        .flatMap(refusal -> refusal.answers.stream().map(answer -> test(refusal, answer)));
  }

  private static DynamicTest test(Refusal refusal, String answer) {
    return dynamicTest(
        refusal.command + " -> " + answer,
        () -> {
          for (int severity = 3; severity <= 6; severity++) {
            check(refusal, answer, "\n[%d]: %s\n\n".formatted(severity, answer), true);
          }
          check(refusal, answer, answer + "\n\n", false);
        });
  }

  private static void check(Refusal refusal, String answer, String sent, boolean marked) {
    try {
      var read =
          marked
              ? RecordedAnswer.read(refusal.command, sent)
              : RecordedAnswer.readWithoutSeverity(refusal.command, sent);
      throw new AssertionError("'%s' became '%s'".formatted(sent.strip(), read));
    } catch (CommandFailedException e) {
      assertThat(e.failure()).as("%s", sent).isEqualTo(refusal.failure);
      assertThat(e.answer()).isEqualTo(answer);
    } catch (IOException e) {
      throw new AssertionError(sent, e);
    }
  }

  /** Of a change, and of a dump. */
  private static List<Refusal> common() {
    var change = ServerCommands.setState(ONE, AdminState.READY);
    var dump = ServerViews.states();
    return Stream.of(change, dump)
        .<Refusal>mapMulti(
            (command, all) -> {
              all.accept(
                  refusal(command, PERMISSION_DENIED, "Permission denied", "Permission denied!"));
              all.accept(
                  refusal(
                      command,
                      UNKNOWN_COMMAND,
                      "Unknown command: 'set', but maybe one of the following ones is a better match:",
                      "Unknown command, but maybe one of the following ones is a better match:",
                      "Unknown command. Please enter one of the following commands only:",
                      "Unknown command. Please enter one of the following commands only :"));
              all.accept(
                  refusal(
                      command,
                      MODE_REQUIRED,
                      "This command is restricted to expert mode only.",
                      "This command is restricted to experimental mode only."));
              all.accept(
                  refusal(
                      command,
                      TOO_LARGE,
                      "The command is too big for the buffer size. Please change tune.bufsize in"
                          + " the configuration to use a bigger command.",
                      "The command line is too big for the buffer size. Please change tune.bufsize in"
                          + " the configuration to use a bigger command.",
                      "The payload is too big for the buffer size."));
              all.accept(
                  refusal(
                      command,
                      BAD_REQUEST,
                      "Too many arguments. Commands must have at most 64 arguments."));
              all.accept(
                  refusal(command, SERVER_ERROR, "Out of memory error.", "Can't allocate memory!"));
            })
        .toList();
  }

  private static List<Refusal> processes() {
    return List.of(
        refusal(
            CliCommands.setTimeout(Duration.ofSeconds(1)),
            BAD_REQUEST,
            "Expects an integer value.",
            "Invalid timeout value."),
        refusal(
            CliCommands.setTimeout(Duration.ofSeconds(1)),
            OTHER,
            "'set timeout' only supports 'cli'."),
        refusal(
            CliCommands.anonymize(1),
            BAD_REQUEST,
            "Value out of range (1 to 4294967295 expected)."),
        refusal(
            CliCommands.showNames(), OTHER, "Key can't be added while disabling anonymized mode"),
        refusal(
            WaitCommands.untilRemovable(ONE, Duration.ofSeconds(1)),
            BAD_REQUEST,
            "Expects a duration in milliseconds.",
            "Invalid duration.",
            "Missing server name (<backend>/<server>)."),
        refusal(ProcessCommands.environment("X"), NOT_FOUND, "Variable not found"),
        refusal(
            DiagnosticCommands.activity(9),
            OTHER,
            "Thread ID number must be between -1 and nbthread"),
        refusal(
            DiagnosticCommands.setMemoryProfiling(true),
            OTHER,
            "Memory profiling not compiled in."),
        refusal(
            DiagnosticCommands.setMemoryProfiling(true),
            BAD_REQUEST,
            "Expects either 'tasks' or 'memory'."),
        refusal(
            CounterCommands.clear(ONE),
            OTHER,
            "Server counters are stored in a shared-memory stats file, use 'force' to clear them."),
        refusal(StatCommands.rows(StatQuery.ALL.ofProxy("x")), NOT_FOUND, "No such proxy."),
        refusal(StatCommands.rows(StatQuery.ALL), BAD_REQUEST, "Invalid statistics domain."),
        refusal(ResolverCommands.resolvers("x"), NOT_FOUND, "Can't find that resolvers section"),
        refusal(
            LimitCommands.setMaxconn(1),
            BAD_REQUEST,
            "Expects an integer value.",
            "Value out of range."),
        refusal(
            LimitCommands.setRateLimit(LimitCommands.Rate.SESSIONS, 1),
            BAD_REQUEST,
            "Expects an integer value.",
            "Value out of range."));
  }

  private static List<Refusal> servers() {
    var address = InetAddress.ofLiteral("192.0.2.1");
    return List.of(
        refusal(ServerCommands.weight(ONE), NOT_FOUND, "No such backend.", "No such server."),
        refusal(ServerCommands.weight(ONE), BAD_REQUEST, "Require 'backend/server'."),
        refusal(ServerCommands.setWeight(ONE, 1), DISABLED, "Proxy is disabled."),
        refusal(
            ServerCommands.setState(ONE, AdminState.READY),
            OTHER,
            "'set server <srv> state' expects 'ready', 'drain' and 'maint'."),
        refusal(
            ServerCommands.setWeight(ONE, 1),
            BAD_REQUEST,
            "Absolute weight can only be between 0 and 256 inclusive.",
            "Relative weight must be positive.",
            "Require <weight> or <weight%>.",
            "Empty weight string empty or preceded by garbage",
            "Trailing garbage in weight string",
            "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'."),
        refusal(ServerCommands.setAddress(ONE, address, 1), BAD_REQUEST, "Invalid addr 'x'."),
        refusal(
            ServerCommands.setAddress(ONE, address, 1),
            OTHER,
            "problem converting port 'x' to an int",
            "Update for the current server address family is only supported through configuration file."),
        refusal(
            ServerCommands.setFqdn(ONE, "x"),
            OTHER,
            "set server <b>/<s> fqdn requires a FQDN.",
            "set server app/one fqdn failed because no resolution is configured.",
            "set server app/one fqdn failed because SRV resolution is configured."),
        refusal(
            ServerCommands.setSsl(ONE, true),
            OTHER,
            "'set server <srv> ssl' not supported on dynamic servers",
            "'set server <srv> ssl' cannot be set.  default-server should define ssl settings",
            "server ssl setting not supported."),
        refusal(
            ServerCommands.rename(ONE, "x"),
            OTHER,
            "Server must be in maintenance mode to be renamed."),
        refusal(
            ServerCommands.setMaxconn(ONE, 1),
            BAD_REQUEST,
            "Require <maxconn>.",
            "maxconn string empty or preceded by garbage",
            "Trailing garbage in maxconn string"),
        refusal(
            ServerCommands.add(ONE, "x"),
            OTHER,
            "Already exists a server with the same name in backend.",
            "Backend does not support dynamic servers : load balancing is not dynamic.",
            "'server' expects <name> and <addr>[:<port>] as arguments."),
        refusal(ServerCommands.add(ONE, "x", "y"), BAD_REQUEST, "unknown keyword 'y'"),
        refusal(
            ServerCommands.delete(ONE),
            BUSY,
            "Server still has connections attached to it, cannot remove it."),
        refusal(
            ServerCommands.delete(ONE),
            OTHER,
            "Only servers in maintenance mode can be deleted.",
            "This server cannot be removed at runtime due to other configuration elements pointing to"
                + " it."),
        refusal(ServerViews.states("x"), NOT_FOUND, "Can't find backend."),
        refusal(ServerViews.connections("x"), NOT_FOUND, "Can't find backend."),
        refusal(ServerViews.defaultServers("x"), NOT_FOUND, "Can't find backend."));
  }

  private static List<Refusal> checks() {
    var address = InetAddress.ofLiteral("192.0.2.1");
    return List.of(
        refusal(
            CheckCommands.setHealth(ONE, Health.UP),
            OTHER,
            "cannot change health on a tracking server.",
            "'set server <srv> health' expects 'up', 'stopping', or 'down'."),
        refusal(
            CheckCommands.setAgent(ONE, true),
            OTHER,
            "agent checks are not enabled on this server.",
            "'set server <srv> agent' expects 'up' or 'down'."),
        refusal(
            CheckCommands.setCheckPort(ONE, 1),
            OTHER,
            "health checks are not enabled on this server"),
        refusal(
            CheckCommands.setCheckAddress(ONE, address),
            OTHER,
            "invalid addr '192.0.2.1'",
            "health checks are not enabled on this server"),
        refusal(
            CheckCommands.setAgentAddress(ONE, address),
            OTHER,
            "agent checks are not enabled on this server"),
        refusal(
            CheckCommands.setAgentPort(ONE, 1),
            OTHER,
            "agent checks are not enabled on this server"),
        refusal(
            CheckCommands.setAgentSend(ONE, "x"),
            OTHER,
            "agent checks are not enabled on this server."),
        refusal(
            CheckCommands.enableHealth(ONE),
            OTHER,
            "Health check was not configured on this server, cannot enable.",
            "Health checks are not configured on this server, cannot enable."),
        refusal(
            CheckCommands.enableAgent(ONE),
            OTHER,
            "Agent was not configured on this server, cannot enable."));
  }

  private static List<Refusal> proxies() {
    return List.of(
        refusal(FrontendCommands.disable("x"), BAD_REQUEST, "A frontend name is expected."),
        refusal(FrontendCommands.disable("x"), NOT_FOUND, "No such frontend."),
        refusal(
            FrontendCommands.disable("x"),
            DISABLED,
            "Frontend was previously shut down, cannot disable."),
        refusal(
            FrontendCommands.disable("x"),
            OTHER,
            "Failed to pause frontend, check logs for precise cause."),
        refusal(
            FrontendCommands.enable("x"),
            DISABLED,
            "Frontend was previously shut down, cannot enable."),
        refusal(
            FrontendCommands.enable("x"),
            OTHER,
            "Failed to resume frontend, check logs for precise cause (port conflict?)."),
        refusal(
            FrontendCommands.setMaxconn("x", 1),
            BAD_REQUEST,
            "Integer value expected.",
            "Value out of range."),
        refusal(
            BackendCommands.add("x", "y"),
            OTHER,
            "Error during backend creation : no memory.",
            "Cannot find default proxy 'y'.",
            "Mode is required as 'y' does not define it.",
            "Usage: add backend <name> from <defproxy> [mode http|tcp] [guid <guid>]"),
        refusal(
            BackendCommands.add("x", "y"), BAD_REQUEST, "Invalid character '.' in backend name."),
        refusal(BackendCommands.publish("x"), OTHER, "No effect on a disabled backend."),
        refusal(BackendCommands.unpublish("x"), OTHER, "No effect on a disabled backend."),
        refusal(BackendCommands.delete("x"), BUSY, "Backend still has attached streams on it."),
        refusal(
            BackendCommands.delete("x"),
            OTHER,
            "Cannot delete a listen section.",
            "Cannot remove a backend with stick-table.",
            "Backend must be unpublished prior to its deletion.",
            "Only a backend without server can be deleted.",
            "This proxy cannot be removed at runtime due to other configuration elements pointing to"
                + " it."),
        refusal(
            BackendCommands.enableDynamicCookie("x"), BAD_REQUEST, "A backend name is expected."),
        refusal(BackendCommands.enableDynamicCookie("x"), NOT_FOUND, "No such backend."),
        refusal(
            BackendCommands.setDynamicCookieKey("x", "y"), BAD_REQUEST, "String value expected."));
  }

  private static List<Refusal> patterns() {
    var bulk = MapCommands.addAll(MAP, List.of(new PatternEntry("key", "value"))).getFirst();
    return List.of(
        refusal(
            MapCommands.show(MAP),
            NOT_FOUND,
            "Unknown map identifier. Please use #<id> or <file>."),
        refusal(
            MapCommands.show(ACL),
            NOT_FOUND,
            "Unknown ACL identifier. Please use #<id> or <file>."),
        refusal(MapCommands.get(MAP, "x"), BAD_REQUEST, "Missing map identifier and/or key."),
        refusal(
            MapCommands.add(MAP, "x", "y"),
            OTHER,
            "'add map' expects three parameters: map identifier, key and value.",
            "'add map' expects three parameters (map identifier, key and value) or one parameter (map"
                + " identifier) and a payload",
            "Failed to add a key."),
        refusal(
            MapCommands.add(MAP, "x", "y"),
            NOT_FOUND,
            "Version number in the future, please use 'prepare map' before."),
        refusal(bulk, BAD_REQUEST, "Missing value for key 'x'."),
        refusal(
            MapCommands.add(ACL, "x"),
            OTHER,
            "'add acl' expects two parameters: ACL identifier and pattern.",
            "This ACL is shared with a map containing samples. You must use the command 'add map' to"
                + " add values."),
        refusal(
            MapCommands.set(MAP, "x", "y"),
            NOT_FOUND,
            "entry not found.",
            "key or pattern not found."),
        refusal(
            MapCommands.set(MAP, "x", "y"),
            BAD_REQUEST,
            "Malformed identifier. Please use #<id> or <file>."),
        refusal(
            MapCommands.set(MAP, "x", "y"),
            OTHER,
            "'set map' expects three parameters: map identifier, key and value.",
            "Failed to update an entry."),
        refusal(MapCommands.del(MAP, "x"), NOT_FOUND, "Key not found."),
        refusal(
            MapCommands.del(MAP, "x"),
            OTHER,
            "This command expects two parameters: map identifier and key."),
        refusal(MapCommands.clear(MAP), BAD_REQUEST, "Missing map identifier."),
        refusal(
            MapCommands.prepare(MAP),
            NOT_FOUND,
            "Unknown map identifier. Please use #<id> or <file>."),
        refusal(MapCommands.commit(MAP, 1), BAD_REQUEST, "Missing version number."),
        refusal(MapCommands.commit(MAP, 1), NOT_FOUND, "Version number out of range."));
  }

  private static List<Refusal> other() {
    return List.of(
        refusal(TableCommands.entries("x"), NOT_FOUND, "No such table"),
        refusal(
            TableCommands.entries("x"),
            PERMISSION_DENIED,
            "# contents not dumped due to insufficient privileges"),
        refusal(
            TableCommands.entries("x"),
            BAD_REQUEST,
            "Filter entry #1: Unknown data type",
            "Filter entry #1: Data type not stored in this table",
            "Optional argument only supports \"data.<store_data_type>\" <operator> <value> and key"
                + " <key>"),
        refusal(TableCommands.entry("x", KEY), BAD_REQUEST, "Invalid key", "Key value expected"),
        refusal(
            TableCommands.set("x", KEY, Map.of("gpc0", 1L)),
            BAD_REQUEST,
            "Unknown data type",
            "Data type not stored in this table",
            "Require a valid integer value to store",
            "\"data.<type>\" followed by a value expected"),
        refusal(
            TableCommands.set("x", KEY, Map.of("gpc0", 1L)),
            SERVER_ERROR,
            "Unable to allocate a new entry"),
        refusal(
            TableCommands.clear("x"), BAD_REQUEST, "Required arguments: <table> \"data.<type>\""),
        refusal(TableCommands.remove("x", KEY), BUSY, "Entry currently in use, cannot remove"),
        refusal(
            TableCommands.remove("x", KEY),
            BAD_REQUEST,
            "Removing keys from tables of type other than ip, ipv6, string and integer is not supported"),
        refusal(VariableCommands.get("proc.x"), NOT_FOUND, "Variable not found."),
        refusal(
            VariableCommands.get("proc.x"),
            BAD_REQUEST,
            "Missing process-wide variable identifier."),
        refusal(
            VariableCommands.setNumber("proc.x", 1),
            OTHER,
            "'set var': cannot set variable 'x', only scope 'proc' is permitted here."),
        refusal(SessionCommands.details("0x1"), NOT_FOUND, "Session not found."),
        refusal(
            SessionCommands.details(new SessionFilter.OfBackend("x")),
            NOT_FOUND,
            "No such backend."),
        refusal(
            SessionCommands.details(new SessionFilter.OfBackend("x")),
            BAD_REQUEST,
            "Only one of backend, frontend or server may be set."),
        refusal(
            SessionCommands.details(new SessionFilter.Older(Duration.ofSeconds(1))),
            BAD_REQUEST,
            "Expects a minimum age (in seconds by default)."),
        refusal(
            SessionCommands.details(new SessionFilter.Suspicious()),
            BAD_REQUEST,
            "Unsupported option 'susp', try 'help' for more info."),
        refusal(
            SessionCommands.shutdown("0x1"), OTHER, "Session pointer expected (use 'show sess')."),
        refusal(SessionCommands.shutdown("0x1"), NOT_FOUND, "No such session (use 'show sess')."),
        refusal(TrafficCommands.errors("x", Side.REQUEST), NOT_FOUND, "No such proxy."),
        refusal(TrafficCommands.peers("x"), NOT_FOUND, "No such peers"),
        refusal(
            TrafficCommands.quic(),
            BAD_REQUEST,
            "Invalid field, use 'help' for more options.",
            "Invalid argument, use 'help' for more options."),
        refusal(EventCommands.events("x"), NOT_FOUND, "No such event sink"),
        refusal(EventCommands.events("x"), BAD_REQUEST, "Nothing to report for this sink"),
        refusal(TraceCommands.start("x"), NOT_FOUND, "No such trace source"));
  }

  private static List<Refusal> tls() {
    return List.of(
        refusal(
            CertificateCommands.show("x"),
            NOT_FOUND,
            "Can't display the certificate: Not found or the certificate is a bundle!"),
        refusal(CertificateCommands.create("x"), OTHER, "Certificate 'x' already exists!"),
        refusal(
            CertificateCommands.set("x", CertificatePart.ALL, "y"),
            BAD_REQUEST,
            "Can't load the payload\nCan't update x!"),
        refusal(
            CertificateCommands.set("x", CertificatePart.ALL, "y"),
            BUSY,
            "The ongoing transaction is about 'z' but you are trying to set 'x'\nCan't update x!",
            "Can't update the certificate!\nOperations on certificates are currently locked!"),
        refusal(
            CertificateCommands.commit("x"),
            NOT_FOUND,
            "No ongoing transaction! !\nCan't commit x!"),
        refusal(
            CertificateCommands.commit("x"),
            BAD_REQUEST,
            "Committing x\ninconsistencies between private key and certificate\nError!"),
        refusal(CertificateCommands.abort("x"), NOT_FOUND, "No ongoing transaction!"),
        refusal(
            CertificateCommands.delete("x"),
            OTHER,
            "Can't remove the certificate: certificate 'x' doesn't exist!",
            "Can't remove the certificate: certificate 'x' in use, can't be deleted!",
            "Can't remove the certificate: certificate 'x' in use for JWT validation, can't be"
                + " deleted!"),
        refusal(CaFileCommands.show("x"), NOT_FOUND, "Can't display the CA file : Not found!"),
        refusal(
            CaFileCommands.delete("x"),
            OTHER,
            "Can't remove the CA file: in use, can't be deleted!"),
        refusal(CaFileCommands.set("x", "y"), OTHER, "Can't update x!"),
        refusal(CaFileCommands.commit("x"), NOT_FOUND, "No ongoing transaction!\nCan't commit x!"),
        refusal(
            CrlFileCommands.showUncommitted("x"),
            NOT_FOUND,
            "Can't display the CRL file : Not found!"),
        refusal(CrlFileCommands.set("x", "y"), BAD_REQUEST, "Invalid payload\nCan't update x!"),
        refusal(CrtListCommands.show("x"), NOT_FOUND, "didn't find the specified filename"),
        refusal(
            CrtListCommands.delete("x", "y"),
            OTHER,
            "Can't delete the entry: certificate 'y' does not exist!"),
        refusal(TlsCommands.serverNames("x"), OTHER, "'-f' requires a frontend name!"),
        refusal(TlsCommands.serverNames("x"), NOT_FOUND, "Couldn't find the specified frontend!"),
        refusal(
            TlsCommands.deleteJwtCertificate("x"), NOT_FOUND, "Can't find the certificate 'x'."),
        refusal(
            TlsCommands.addEch("x", "y"),
            OTHER,
            "'add ssl ech' unable to locate referenced name",
            "'add ssl ech' not supported when built with AWS-LC"),
        refusal(TlsCommands.renew("x"), NOT_FOUND, "Can't find the certificate 'x'."),
        refusal(
            TlsCommands.challengeReady("x", "y"),
            NOT_FOUND,
            "Couldn't find an ACME task using crt \"x\" and dns \"y\" to set as ready!"),
        refusal(
            OcspCommands.response("x"),
            NOT_FOUND,
            "Certificate ID or path does not match any certificate."),
        refusal(
            OcspCommands.response("x"),
            OTHER,
            "'show ssl ocsp-response' expects a valid certid or certificate path."),
        refusal(
            OcspCommands.set(new byte[] {1}),
            OTHER,
            "'set ssl ocsp-response' received invalid base64 encoded response.",
            "Failed to update OCSP response."),
        refusal(OcspCommands.update("x"), OTHER, "Can't send ocsp request for x!"),
        refusal(
            TicketKeyCommands.set("x", new Secret("y")),
            OTHER,
            "'set ssl tls-key' received invalid base64 encoded TLS key.",
            "'set ssl tls-key' unable to locate referenced filename"));
  }
}
