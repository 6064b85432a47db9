package org.haproxystats.admin.cli;

import java.util.List;
import java.util.Optional;

/** All commands, by the first word. Only what is asked for is built, so that the start is fast. */
final class Commands {
  static final List<String> NAMES =
      List.of(
          "haproxy",
          "frontend",
          "backend",
          "server",
          "map",
          "acl",
          "table",
          "session",
          "cert",
          "ca",
          "crl",
          "crt-list",
          "ocsp",
          "var",
          "resolvers",
          "errors",
          "events",
          "trace",
          "peers",
          "cache",
          "quic",
          "workers",
          "reload",
          "dump",
          "command",
          "top",
          "doctor",
          "completion");

  private Commands() {}

  static Optional<Entry> entry(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "haproxy" -> HaproxyGroup.build();
          case "frontend" -> FrontendGroup.build();
          case "backend" -> BackendGroup.build();
          case "server" -> ServerGroup.build();
          case "map" -> PatternGroup.maps();
          case "acl" -> PatternGroup.acls();
          case "table" -> TableGroup.build();
          case "session" -> SessionGroup.build();
          case "cert" -> CertificateGroup.build();
          case "ca" -> CaFileGroup.build();
          case "crl" -> CrlFileGroup.build();
          case "crt-list" -> CrtListGroup.build();
          case "ocsp" -> OcspGroup.build();
          case "var" -> VariableGroup.build();
          case "resolvers" -> ObserveCommands.resolvers();
          case "errors" -> ObserveCommands.errors();
          case "events" -> ObserveCommands.events();
          case "trace" -> TraceGroup.build();
          case "peers" -> ObserveCommands.peers();
          case "cache" -> ObserveCommands.cache();
          case "quic" -> ObserveCommands.quic();
          case "workers" -> WorkersCommand.build();
          case "reload" -> ReloadCommand.build();
          case "dump" -> RawCommands.dump();
          case "command" -> RawCommands.command();
          case "top" -> TopCommand.build();
          case "doctor" -> DoctorCommand.build();
          case "completion" -> CompletionCommand.build();
          default -> null;
        });
  }
}
