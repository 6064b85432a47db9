package org.haproxystats.integration.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.session.Cache;
import org.haproxystats.runtime.session.PeerSection.Peer;
import org.haproxystats.runtime.session.PeerSection.SharedTable;
import org.haproxystats.runtime.session.TrafficCommands;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Caches, peers and QUIC connections, on each line of HAProxy. */
class TrafficCommandsIT {
  private static final String CACHES =
      """
      cache pages
        total-max-size 4
        max-age 60
      cache unused
        total-max-size 4
        max-age 60
      frontend web
        bind unix@{dir}/web.sock
        default_backend app
      backend app
        http-request cache-use pages
        http-response cache-store pages
        server one unix@{dir}/app.sock
      frontend app-server
        bind unix@{dir}/app.sock
        http-request return status 200 content-type text/plain string hello hdr cache-control max-age=50
      """;
  private static final String PEERS =
      """
      global
        localpeer {me}
      peers lonely
        peer {me} unix@{site}/lonely-{me}.sock
      peers ring
        peer north unix@{site}/north.sock
        peer south unix@{site}/south.sock
      backend counted
        stick-table type ip size 100 expire 1h store gpc0 peers ring
      """;
  private static final String QUIC =
      """
      global
        limited-quic
      frontend quick
        bind quic4@127.0.0.1:{port} ssl crt {pem} alpn h3
      """;

  @TempDir private Path directory;

  @EachHaproxy
  void cachesAreShownWithWhatTheyHold(HaproxyLine line) throws Exception {
    try (var haproxy = Probe.start(line, directory, CACHES)) {
      assertThat(haproxy.run(TrafficCommands.cache()))
          .extracting(Cache::name)
          .containsExactlyInAnyOrder("pages", "unused");
      var free = pages(haproxy).availableBlocks();
      get(directory.resolve("haproxy1/web.sock"), "/a");
      await().until(() -> !pages(haproxy).objects().isEmpty());
      assertThat(pages(haproxy).availableBlocks()).isLessThanOrEqualTo(free);
      var object = pages(haproxy).objects().getFirst();
      assertThat(object.bytes()).isGreaterThan(5);
      assertThat(object.expiresIn()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(50));
      assertThat(object.fields()).containsKeys("hash", "blocks");
      haproxy.needsAdmin(List.of(TrafficCommands.cache()));
    }
  }

  private static Cache pages(Probe haproxy) throws Exception {
    return haproxy.run(TrafficCommands.cache()).stream()
        .filter(cache -> cache.name().equals("pages"))
        .findFirst()
        .orElseThrow();
  }

  private static void get(Path socket, String path) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var request = "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(path);
      channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      Channels.newInputStream(channel).readAllBytes();
    }
  }

  @EachHaproxy
  void peersAreShownWithWhatTheyShare(HaproxyLine line) throws Exception {
    try (var north = startPeer(line, "north");
        var south = startPeer(line, "south")) {
      await().until(() -> other(north).status().equals("ESTA") && other(north).isConnected());
      assertThat(other(south).name()).isEqualTo("north");
      assertThat(other(north).address()).startsWith("unix");
      assertThat(other(north).tables()).extracting(SharedTable::name).containsExactly("counted");
      assertThat(other(north).tables().getFirst().table()).containsKey("update");
      assertThat(other(north).tables().getFirst().exchange()).containsKey("last_pushed");
      var all = north.run(TrafficCommands.peers());
      assertThat(all)
          .hasSize(2)
          .anySatisfy(section -> assertThat(section.name()).isEqualTo("lonely"));
      assertThat(north.run(TrafficCommands.peers("lonely")).getFirst().peers())
          .singleElement()
          .matches(Peer::isLocal);
      assertThat(north.failure(TrafficCommands.peers("none")).failure())
          .isEqualTo(Failure.NOT_FOUND);
    }
  }

  private Probe startPeer(HaproxyLine line, String name) throws IOException {
    var own = Files.createDirectory(directory.resolve(name));
    var proxies = PEERS.replace("{me}", name).replace("{site}", directory.toString());
    return Probe.start(line, own, proxies);
  }

  private static Peer other(Probe haproxy) throws Exception {
    return haproxy.user().run(TrafficCommands.peers("ring")).getFirst().peers().stream()
        .filter(peer -> !peer.isLocal())
        .findFirst()
        .orElseThrow();
  }

  @EachHaproxy
  void aHaproxyWithoutPeersShowsNoneAndAnOldOneHasNoQuic(HaproxyLine line) throws Exception {
    try (var haproxy = Probe.start(line, directory, CACHES)) {
      assertThat(haproxy.user().run(TrafficCommands.peers())).isEmpty();
      if (!haproxy.isAtLeast(2, 8)) {
        haproxy.needsNewer(List.of(TrafficCommands.quic()));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = HaproxyLine.class,
      names = {"V3_0", "NEWEST"})
  void quicConnectionsAreShown(HaproxyLine line) throws Exception {
    var pem = Certificates.make(directory.resolve("site.pem"), "example.com");
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    var proxies =
        QUIC.replace("{pem}", pem.toString()).replace("{port}", String.valueOf(address.getPort()));
    try (var haproxy = Probe.start(line, directory.resolve("site"), proxies);
        var client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      assertThat(haproxy.run(TrafficCommands.quic())).isEmpty();
      var greeting = initialPacket();
      client.send(new DatagramPacket(greeting, greeting.length, address));
      // It has a connection before it has answered the packet.
      var connections =
          await()
              .until(
                  () -> haproxy.run(TrafficCommands.quic()),
                  all -> all.stream().anyMatch(one -> one.packetsInFlight() > 0));
      var connection = connections.getFirst();
      assertThat(connection.frontend()).isEqualTo("quick");
      assertThat(connection.state()).isEqualTo("HDSHK");
      assertThat(connection.local()).isEqualTo("127.0.0.1:" + address.getPort());
      assertThat(connection.foreign()).isEqualTo("127.0.0.1:" + client.getLocalPort());
      haproxy.needsOperator(List.of(TrafficCommands.quic()));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The first packet of a QUIC client; it never answers what HAProxy says to it. */
  private static byte[] initialPacket() throws IOException {
    try (var file =
        requireNonNull(TrafficCommandsIT.class.getResourceAsStream("/quic-initial.base64"))) {
      return Base64.getMimeDecoder().decode(file.readAllBytes());
    }
  }
}
