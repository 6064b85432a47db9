package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.event.EventStream;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.event.TraceLevel;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.process.WaitCommands;
import org.haproxystats.runtime.process.WaitCommands.Outcome;
import org.haproxystats.runtime.process.WaitCommands.Waited;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerWeight;
import org.junit.jupiter.api.io.TempDir;

/** What needs a connection for itself: through a master, which gives one from HAProxy 3.2 on. */
class WorkerConnectionIT {
  private static final ServerName ONE = new ServerName("app", "one");
  private static final ServerName OFF = new ServerName("app", "off");
  private static final String MAPPED =
      """
      frontend mapped
        bind unix@{dir}/mapped.sock
        http-request set-header X-Map %[req.hdr(host),map({dir}/hosts.map)]
      """;

  @TempDir private Path directory;

  @EachHaproxy
  void aWorkerBehindItsMasterTakesSessionsStreamsWaitsAndPayloads(HaproxyLine line)
      throws Exception {
    var map = directory.resolve("haproxy").resolve("hosts.map");
    Files.createDirectories(map.getParent());
    Files.writeString(map, "");
    try (var haproxy = MasterWorker.start(line, directory, Site.PROXIES + MAPPED)) {
      var master = new Endpoint.Unix(haproxy.masterSocket());
      var current = new RuntimeClient(new Endpoint.CurrentWorker(master));
      var byPid = new RuntimeClient(new Endpoint.Worker(master, current.abilities().pid()));
      boolean handsOver = current.abilities().version().isAtLeast(3, 2);
      for (var worker : List.of(current, byPid)) {
        assertThat(worker.hasOwnConnections()).isEqualTo(handsOver);
        checkSession(worker);
        checkPayload(worker, MapRef.file(map.toString()));
        checkWait(worker);
        checkStream(worker);
      }
      assertThat(new RuntimeClient(new Endpoint.Master(master)).hasOwnConnections()).isFalse();
    }
  }

  private static void checkSession(RuntimeClient worker) throws Exception {
    try (var session = worker.openSession()) {
      for (int weight = 1; weight <= 30; weight++) {
        session.run(ServerCommands.setWeight(ONE, weight));
        assertThat(session.run(ServerCommands.weight(ONE))).isEqualTo(new ServerWeight(weight, 10));
      }
      var none = new ServerName("app", "none");
      assertThatThrownBy(() -> session.run(ServerCommands.setWeight(none, 1)))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContaining("No such server.");
      assertThat(session.run(ServerCommands.weight(ONE)).current()).isEqualTo(30);
    }
  }

  private static void checkPayload(RuntimeClient worker, MapRef map) throws Exception {
    var entries =
        IntStream.range(0, 1_000).mapToObj(i -> new PatternEntry("k" + i, "v ; " + i)).toList();
    worker.run(MapCommands.clear(map));
    for (var command : MapCommands.addAll(map, entries)) {
      worker.run(command);
    }
    assertThat(worker.run(MapCommands.show(map))).hasSize(1_000);
  }

  private static void checkWait(RuntimeClient worker) throws Exception {
    var wait = WaitCommands.untilRemovable(OFF, Duration.ofSeconds(5));
    if (worker.hasOwnConnections()) {
      assertThat(worker.run(wait)).isEqualTo(new Waited(Outcome.DONE, ""));
      var busy = WaitCommands.untilRemovable(ONE, Duration.ofMillis(10));
      assertThat(worker.run(busy).outcome()).isEqualTo(Outcome.FAILED);
    } else if (worker.abilities().version().isAtLeast(3, 0)) {
      assertThat(worker.run(wait).outcome()).isIn(Outcome.INTERRUPTED, Outcome.DONE);
    } else {
      assertThatThrownBy(() -> worker.run(wait))
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContaining("it came with 3.0");
    }
  }

  private void checkStream(RuntimeClient worker) throws Exception {
    if (!worker.hasOwnConnections()) {
      assertThatThrownBy(() -> EventStream.open(worker, "buf0", true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("through a master before HAProxy 3.2");
      return;
    }
    worker.run(TraceCommands.setSink("h1", "buf0"));
    worker.run(TraceCommands.setLevel("h1", TraceLevel.DEVELOPER));
    worker.run(TraceCommands.start("h1"));
    FutureTask<Boolean> rest;
    try (var events = EventStream.open(worker, "buf0", true)) {
      var first = new FutureTask<>(events::next);
      Thread.startVirtualThread(first);
      await()
          .until(
              () -> {
                visit();
                return first.isDone();
              });
      assertThat(first.get()).contains("|h1|");
      worker.run(TraceCommands.stopAll());
      rest = new FutureTask<>(() -> drained(events));
      Thread.startVirtualThread(rest);
    }
    assertThat(rest.get()).isTrue();
  }

  private static boolean drained(EventStream events) {
    while (events.hasNext()) {
      events.next();
    }
    return true;
  }

  private void visit() throws Exception {
    var web = directory.resolve("haproxy").resolve("web.sock");
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(web))) {
      channel.shutdownOutput();
    }
  }
}
