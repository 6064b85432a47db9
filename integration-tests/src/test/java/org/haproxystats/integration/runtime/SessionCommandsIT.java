package org.haproxystats.integration.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.session.CapturedErrors.Captured;
import org.haproxystats.runtime.session.CapturedErrors.Side;
import org.haproxystats.runtime.session.Session;
import org.haproxystats.runtime.session.SessionCommands;
import org.haproxystats.runtime.session.SessionDetails;
import org.haproxystats.runtime.session.SessionFilter;
import org.haproxystats.runtime.session.TrafficCommands;
import org.junit.jupiter.api.io.TempDir;

/** Every command for sessions and invalid traffic, on each line of HAProxy. */
class SessionCommandsIT {
  private static final String PROXIES =
      """
      frontend held
        mode tcp
        bind unix@{site}/held.sock
        default_backend plain
      frontend web
        bind unix@{site}/web.sock
        default_backend idle
      backend idle
        server one unix@{site}/nowhere.sock
      backend plain
        mode tcp
        server one unix@{site}/nowhere.sock
      """;

  @TempDir private Path directory;

  @EachHaproxy
  void everyCommandForSessionsDoesWhatItSays(HaproxyLine line) throws Exception {
    var proxies = PROXIES.replace("{site}", directory.toString());
    try (var haproxy = Probe.start(line, directory, proxies)) {
      checkSessions(haproxy);
      checkErrors(haproxy);
    }
  }

  private void checkSessions(Probe haproxy) throws Exception {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(directory.resolve("nowhere.sock")));
      checkHeld(haproxy);
    }
    for (Command<?> command :
        List.of(SessionCommands.details("0x1"), SessionCommands.shutdown("0x1"))) {
      assertThat(haproxy.failure(command).failure()).isEqualTo(Failure.NOT_FOUND);
    }
    haproxy.needsAdmin(List.of(SessionCommands.shutdown("0x1")));
    haproxy.needsOperator(
        List.of(
            SessionCommands.list(),
            SessionCommands.details(),
            SessionCommands.details("0x1"),
            TrafficCommands.errors(),
            TrafficCommands.errors("web", Side.REQUEST)));
  }

  private void checkHeld(Probe haproxy) throws Exception {
    try (var client = open("held.sock")) {
      await().until(() -> !held(haproxy).isEmpty());
      var session = held(haproxy).getFirst();
      assertThat(session.protocol()).isEqualTo("unix_stream");
      assertThat(session.age())
          .hasValueSatisfying(age -> assertThat(age).isLessThan(Duration.ofMinutes(1)));
      assertThat(session.backend()).hasValue("plain");
      assertThat(session.fields()).containsKeys("ts", "rq", "rp", "exp");

      assertThat(haproxy.run(SessionCommands.details(session.pointer())).text())
          .startsWith(session.pointer() + ": [")
          .contains("\n  frontend=held ");
      assertThat(haproxy.run(SessionCommands.details()))
          .anySatisfy(details -> assertThat(details.pointer()).isEqualTo(session.pointer()));
      checkFilters(haproxy, session);

      haproxy.run(SessionCommands.shutdown(session.pointer()));
      assertThat(Channels.newInputStream(client).read()).isEqualTo(-1);
    }
  }

  private static void checkFilters(Probe haproxy, Session session) throws Exception {
    var old = SessionCommands.details(new SessionFilter.Older(Duration.ofHours(1)));
    var stuck = SessionCommands.details(new SessionFilter.Suspicious());
    if (haproxy.isAtLeast(2, 9)) {
      haproxy.run(old); // Which sessions are old is for HAProxy to say.
      assertThat(haproxy.run(stuck)).isEmpty();
    } else {
      haproxy.needsNewer(List.of(old, stuck));
    }
    var frontend = SessionCommands.details(new SessionFilter.OfFrontend("held"));
    var backend = SessionCommands.details(new SessionFilter.OfBackend("idle"));
    var server = SessionCommands.details(new SessionFilter.OfServer(new ServerName("idle", "no")));
    if (haproxy.isAtLeast(3, 2)) {
      assertThat(haproxy.run(frontend))
          .extracting(SessionDetails::pointer)
          .containsExactly(session.pointer());
      assertThat(haproxy.run(backend)).isEmpty();
      assertThat(haproxy.failure(server).failure()).isEqualTo(Failure.NOT_FOUND);
    } else {
      haproxy.needsNewer(List.of(frontend, backend, server));
    }
  }

  private static List<Session> held(Probe haproxy) throws Exception {
    return haproxy.run(SessionCommands.list()).stream()
        .filter(session -> session.frontend().equals("held"))
        .toList();
  }

  private void checkErrors(Probe haproxy) throws Exception {
    assertThat(haproxy.run(TrafficCommands.errors()).errors()).isEmpty();
    try (var client = open("web.sock")) {
      client.write(ByteBuffer.wrap("GET /\001 x HTTP/1.1\r\n\r\n".getBytes(US_ASCII)));
      Channels.newInputStream(client).readAllBytes();
    }
    var captured = haproxy.run(TrafficCommands.errors());
    assertThat(captured.total()).isEqualTo(1);
    assertThat(captured.errors()).extracting(Captured::proxy).containsExactly("web");
    assertThat(captured.errors().getFirst().text()).contains("GET /\\x01 x HTTP/1.1");
    assertThat(haproxy.run(TrafficCommands.errors("web", Side.REQUEST)).errors()).hasSize(1);
    assertThat(haproxy.run(TrafficCommands.errors("web", Side.RESPONSE)).errors()).isEmpty();
    assertThat(haproxy.failure(TrafficCommands.errors("none", Side.REQUEST)).failure())
        .isEqualTo(Failure.NOT_FOUND);
  }

  private SocketChannel open(String socket) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(socket)));
  }
}
