package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.FreePort;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.Payload;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.Timeouts;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every command, on each line of HAProxy, asked directly and through a master. */
class RuntimeClientIT {
  private static final String MAP =
      """
      frontend mapped
        bind unix@{dir}/mapped.sock
        http-request set-header X-Map %[req.hdr(host),map({dir}/hosts.map)]
      """;

  @TempDir private Path directory;

  private static Command<String> weight(String server, String weight) {
    return Command.named("set weight")
        .argument(server)
        .argument(weight)
        .needs(Requirement.of(AccessLevel.ADMIN))
        .repeatable()
        .succeeds(Success.silent());
  }

  private static Command<String> initialWeight(String server) {
    return Command.named("get weight").argument(server).reads(reply -> reply.lines().getFirst());
  }

  private static void checkCommands(RuntimeClient client) throws Exception {
    assertThat(client.run(weight("app/one", "17"))).isEmpty();
    assertThat(client.run(initialWeight("app/one"))).isEqualTo("17 (initial 10)");

    var unknownServer =
        catchThrowableOfType(
            CommandFailedException.class, () -> client.run(weight("app/none", "17")));
    assertThat(unknownServer.failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(unknownServer.answer()).isEqualTo("No such server.");
    assertThat(unknownServer).hasMessageContaining("set weight app/none 17");

    var unknownCommand = Command.named("make coffee").succeeds(Success.silent());
    assertThat(
            catchThrowableOfType(CommandFailedException.class, () -> client.run(unknownCommand))
                .failure())
        .isEqualTo(Failure.UNKNOWN_COMMAND);

    assertThatThrownBy(() -> client.run(initialWeight("app/none")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("No such server.");
  }

  @EachHaproxy
  void aCommandSaysWhatCameOfItOrFails(HaproxyLine line) throws Exception {
    try (var haproxy = RealHaproxy.start(line, directory, 1, Site.PROXIES)) {
      var client = new RuntimeClient(new Endpoint.Unix(haproxy.sockets().getFirst().path()));
      checkCommands(client);
      assertThat(client.abilities().level()).contains(AccessLevel.ADMIN);
      assertThat(client.abilities().pid()).isEqualTo(haproxy.pids().getFirst());
    }
  }

  @EachHaproxy
  void aWorkerBehindItsMasterDoesTheSame(HaproxyLine line) throws Exception {
    try (var haproxy = MasterWorker.start(line, directory, Site.PROXIES)) {
      var direct =
          new RuntimeClient(new Endpoint.Unix(directory.resolve("sockets").resolve("admin.sock")));
      var master = new Endpoint.Unix(haproxy.masterSocket());
      checkCommands(new RuntimeClient(new Endpoint.Worker(master, direct.abilities().pid())));
    }
  }

  @EachHaproxy
  void aCommandIsNotSentToASocketWhoseLevelForbidsIt(HaproxyLine line) throws Exception {
    var userSocket = "global\n  stats socket {dir}/user.sock level user\ndefaults\n  mode http\n";
    try (var haproxy = RealHaproxy.start(line, directory, 1, userSocket + Site.PROXIES)) {
      var client =
          new RuntimeClient(
              new Endpoint.Unix(haproxy.directories().getFirst().resolve("user.sock")));
      assertThatThrownBy(() -> client.run(weight("app/one", "17")))
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContaining("user")
          .hasMessageContaining("level admin");
    }
  }

  @EachHaproxy
  void aPayloadArrivesUnchangedInAsManyPiecesAsTheVersionNeeds(HaproxyLine line) throws Exception {
    var map = directory.resolve("haproxy1/hosts.map");
    Files.createDirectories(map.getParent());
    Files.writeString(map, "first value\n");
    var entries =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "key" + i + " v;alue \\ <<" + i + "; show info")
            .toList();
    try (var haproxy = RealHaproxy.start(line, directory, 1, Site.PROXIES + MAP)) {
      var client = new RuntimeClient(new Endpoint.Unix(haproxy.sockets().getFirst().path()));
      client.run(
          Command.named("add map")
              .argument(map.toString())
              .payload(Payload.batches(entries))
              .needs(Requirement.of(AccessLevel.USER).since(1, 9))
              .succeeds(Success.silent()));
      List<String> there =
          client.run(
              Command.named("show map")
                  .argument(map.toString())
                  .reads(
                      reply ->
                          reply.lines().stream()
                              .map(entry -> entry.substring(entry.indexOf(' ') + 1))
                              .toList()));
      assertThat(there).startsWith("first value").hasSize(3_001).containsAll(entries);
    }
  }

  @EachHaproxy
  void aSessionRunsManyCommandsAndOutlivesThoseThatFail(HaproxyLine line) throws Exception {
    try (var haproxy = RealHaproxy.start(line, directory, 1, Site.PROXIES)) {
      var client = new RuntimeClient(new Endpoint.Unix(haproxy.sockets().getFirst().path()));
      try (var session = client.openSession()) {
        for (int i = 1; i <= 50; i++) {
          assertThat(session.run(weight("app/one", String.valueOf(i)))).isEmpty();
          assertThat(session.run(initialWeight("app/one"))).isEqualTo(i + " (initial 10)");
        }
        assertThatThrownBy(() -> session.run(weight("app/none", "1")))
            .isInstanceOf(CommandFailedException.class)
            .hasMessageContaining("No such server.");
        assertThatThrownBy(() -> session.run(initialWeight("app/none")))
            .isInstanceOf(CommandFailedException.class);
        var rows = session.run(Command.named("show stat").reads(reply -> reply.lines().size()));
        assertThat(rows).isEqualTo(1 + haproxy.sockets().getFirst().stat().size());
        assertThat(session.run(initialWeight("app/one"))).isEqualTo("50 (initial 10)");
      }
    }
  }

  @EachHaproxy
  void aStatsSocketBehindTlsIsReached(HaproxyLine line) throws Exception {
    var pem = Certificates.make(directory.resolve("localhost.pem"), "localhost");
    int port = FreePort.next();
    var tls =
        """
        listen tls
          mode tcp
          bind 127.0.0.1:%d ssl crt %s
          server stats unix@{dir}/../sockets/admin1.sock
        """
            .formatted(port, pem);
    try (var haproxy = RealHaproxy.start(line, directory, 1, Site.PROXIES + tls)) {
      // The first handshake of a Java may take a busy machine longer than a connection usually may.
      var patient =
          new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));
      checkCommands(
          new RuntimeClient(
              Endpoint.parse("tls://localhost:%d?ca=%s".formatted(port, pem)),
              patient,
              Retries.NONE));
      assertThat(haproxy.pids()).hasSize(1);
    }
  }
}
