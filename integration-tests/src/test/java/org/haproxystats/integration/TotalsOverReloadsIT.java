package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A master that is reloaded under load, while long-lived connections keep its old workers: the
 * totals of requests never fall back, and in the end they are what the load generator has counted.
 */
class TotalsOverReloadsIT {
  private static final String PROXIES =
      """
      frontend web
        bind unix@{dir}/web.sock
        option httpclose
        http-request return status 200 content-type text/plain string hello
      listen long
        mode tcp
        bind unix@{dir}/long.sock
        server holder unix@{dir}/holder.sock
      """;

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V3_0", "NEWEST"})
  void totalsNeverFallBackAndMatchTheLoadGenerator(HaproxyLine line) throws Exception {
    reloadUnderLoad(line, 5);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V3_0", "NEWEST"})
  void totalsStayRightOverFiftyReloads(HaproxyLine line) throws Exception {
    reloadUnderLoad(line, 50);
  }

  private void reloadUnderLoad(HaproxyLine line, int reloads) throws Exception {
    Path own = directory.resolve("haproxy");
    Files.createDirectories(own);
    try (var holder = holder(own.resolve("holder.sock"));
        var haproxy = MasterWorker.start(line, directory, PROXIES);
        var receiver = LineReceiver.start();
        var load = Load.on(own.resolve("web.sock"));
        var collector = startCollector(haproxy.masterSocket(), receiver.port())) {
      Deque<SocketChannel> longLived = new ArrayDeque<>();
      for (int i = 0; i < reloads; i++) {
        longLived.add(SocketChannel.open(UnixDomainSocketAddress.of(own.resolve("long.sock"))));
        await("the connection").ignoreExceptions().until(() -> haproxy.sessions("long") == 1);
        haproxy.reload();
        // Until it is pulled once more after it has stopped to listen, an old worker must live on.
        int before = totals(receiver).size();
        collector.awaitThat("two more snapshots", () -> totals(receiver).size() >= before + 2);
        if (longLived.size() > 2) {
          longLived.removeFirst().close();
        }
      }
      long sent = load.stop();
      collector.awaitThat("all requests", () -> totals(receiver).getLast() >= sent);
      int before = totals(receiver).size();
      collector.awaitThat("one more snapshot", () -> totals(receiver).size() > before);
      for (var connection : longLived) {
        connection.close();
      }

      var totals = totals(receiver);
      assertThat(totals).isSorted();
      assertThat(totals.getLast()).isEqualTo(sent);
      assertThat(collector.output()).doesNotContain("ERROR");
      assertThat(holder.isOpen()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V3_0", "NEWEST"})
  void countersThatHaproxyPreloadsCountOnce(HaproxyLine line) throws Exception {
    Path statsFile = directory.resolve("stats-file");
    Files.writeString(statsFile, "");
    Path own = Files.createDirectories(directory.resolve("haproxy"));
    var proxies =
        "global\n  stats-file " + statsFile + "\n" + PROXIES.replace("web\n", "web\n  guid web\n");
    try (var holder = holder(own.resolve("holder.sock"));
        var haproxy = MasterWorker.start(line, directory, proxies);
        var receiver = LineReceiver.start();
        var collector =
            startCollector(
                haproxy.masterSocket(), receiver.port(), "counters-survive-reload = preloaded");
        var held = SocketChannel.open(UnixDomainSocketAddress.of(own.resolve("long.sock")))) {
      await("the connection").ignoreExceptions().until(() -> haproxy.sessions("long") == 1);
      long sent = 0;
      for (int reload = 0; reload < 3; reload++) {
        try (var load = Load.on(own.resolve("web.sock"))) {
          long before = sent;
          collector.awaitThat("requests", () -> lastTotal(receiver) > before + 100);
          sent += load.stop();
        }
        long all = sent;
        collector.awaitThat("all requests", () -> lastTotal(receiver) == all);
        Files.writeString(statsFile, haproxy.dumpCounters());
        haproxy.reload();
        int before = totals(receiver).size();
        collector.awaitThat("two more snapshots", () -> totals(receiver).size() >= before + 2);
        assertThat(haproxy.requests("web")).as("preloaded").isEqualTo(sent);
      }
      assertThat(totals(receiver)).isSorted().endsWith(sent);
      assertThat(held.isOpen() && holder.isOpen()).isTrue();
    }
  }

  private static long lastTotal(LineReceiver receiver) {
    var totals = totals(receiver);
    return totals.isEmpty() ? 0 : totals.getLast();
  }

  /** In the order of the pulls: of two snapshots that wait, the newer one is delivered first. */
  private static List<Long> totals(LineReceiver receiver) {
    return receiver.lines().stream()
        .filter(line -> line.path().endsWith(".frontend.web.req_tot"))
        .sorted(comparing(LineReceiver.Line::seconds))
        .map(line -> Long.parseLong(line.value()))
        .toList();
  }

  private Program startCollector(Path masterSocket, int port, String... options)
      throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("haproxystats.conf"),
            """
            [pull]
            master-socket = unix://%2$s
            dst-dir = %1$s/incoming
            tmp-dst-dir = %1$s/incoming.tmp
            pull-interval = 1
            timeout = 20
            pull-timeout = 30
            %4$s
            [process]
            src-dir = %1$s/incoming
            [graphite]
            port = %3$d
            """
                .formatted(directory, masterSocket, port, String.join("\n", options)));
    return Program.start(directory, "haproxystats", "run", "-f", configuration.toString());
  }

  /** A server that takes connections and holds them until the client closes. */
  private static ServerSocketChannel holder(Path socket) throws IOException {
    var server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  var connection = server.accept();
                  Thread.ofVirtual().start(() -> hold(connection));
                }
              } catch (IOException e) {
                // Closed: the test is over.
              }
            });
    return server;
  }

  private static void hold(SocketChannel connection) {
    try (connection) {
      Channels.newInputStream(connection).readAllBytes();
    } catch (IOException e) {
      // HAProxy has ended.
    }
  }

  /** Requests, one after the other, each of which is counted when it was answered. */
  private static final class Load implements AutoCloseable {
    private final AtomicLong answered = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    static Load on(Path socket) {
      var load = new Load();
      for (int i = 0; i < 2; i++) {
        load.threads.add(Thread.ofVirtual().start(() -> load.request(socket)));
      }
      return load;
    }

    private void request(Path socket) {
      while (!stopped) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
          channel.write(
              ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII)));
          var answer = new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
          if (answer.startsWith("HTTP/1.1 200")) {
            answered.incrementAndGet();
          }
        } catch (IOException e) {
          // The socket changes hands at a reload.
        }
      }
    }

    /** Ends the load and returns how many requests were answered. */
    long stop() throws InterruptedException {
      stopped = true;
      for (var thread : threads) {
        thread.join();
      }
      return answered.get();
    }

    @Override
    public void close() {
      stopped = true;
    }
  }
}
