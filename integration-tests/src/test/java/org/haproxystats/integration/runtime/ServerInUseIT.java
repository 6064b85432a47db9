package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerViews;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A dynamic server that has a connection, on each line of HAProxy that can have one. */
class ServerInUseIT {
  private static final String PROXIES =
      """
      frontend held
        mode tcp
        bind unix@{dir}/held.sock
        default_backend app
      backend app
        mode tcp
      """;

  private static final ServerName ADDED = new ServerName("app", "added");

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void aServerWithAConnectionCannotBeDeletedUntilItHasEnded(HaproxyLine line) throws Exception {
    var behind = directory.resolve("behind.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var haproxy = Probe.start(line, directory, PROXIES)) {
      server.bind(UnixDomainSocketAddress.of(behind));
      haproxy.run(ServerCommands.add(ADDED, "unix@" + behind));
      assertThat(haproxy.failure(ServerCommands.setSsl(ADDED, true)).answer())
          .contains("not supported on dynamic servers");
      haproxy.run(ServerCommands.setState(ADDED, AdminState.READY));
      var frontend = UnixDomainSocketAddress.of(directory.resolve("haproxy1/held.sock"));
      try (var client = SocketChannel.open(frontend);
          var accepted = server.accept()) {
        assertThat(client.isConnected() && accepted.isConnected()).isTrue();
        haproxy.run(ServerCommands.setState(ADDED, AdminState.MAINT));
        var refusal = haproxy.failure(ServerCommands.delete(ADDED));
        assertThat(refusal.failure()).isEqualTo(Failure.BUSY);
        assertThat(refusal.answer()).startsWith("Server still has connections attached to it");
        haproxy.run(ServerCommands.shutdownSessions(ADDED));
      }
      await()
          .ignoreExceptions()
          .until(() -> haproxy.run(ServerCommands.delete(ADDED)).endsWith("Server deleted."));
      assertThat(haproxy.run(ServerViews.states("app"))).isEmpty();
    }
  }
}
