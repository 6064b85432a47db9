package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A small site in HAProxy's own configuration, which answers by itself, and requests to it. */
public final class Site {
  /**
   * The proxies: a frontend with a dot in its name, two backends, and a frontend that plays their
   * servers.
   */
  public static final String PROXIES =
      """
      frontend web.site
        bind unix@{dir}/web.sock
        option httpclose
        http-request deny if { path /denied }
        use_backend idle if { path /idle }
        default_backend app
      backend app
        balance roundrobin
        server one unix@{dir}/app.sock weight 10
        server two unix@{dir}/app.sock weight 30
        server off unix@{dir}/app.sock disabled
      backend idle
        server one unix@{dir}/app.sock
      frontend app-server
        bind unix@{dir}/app.sock
        option httpclose
        http-request return status 404 content-type text/plain string missing if { path /missing }
        http-request return status 500 content-type text/plain string broken if { path /broken }
        http-request return status 200 content-type text/plain string hello
      """;

  private static final List<String> PATHS =
      List.of("/", "/a", "/b", "/missing", "/denied", "/broken", "/");

  private Site() {}

  /** Sends a number of requests to each HAProxy, different ones, one after the other. */
  public static void visit(RealHaproxy haproxy, int requests) throws IOException {
    int more = 0;
    for (Path directory : haproxy.directories()) {
      for (int i = 0; i < requests + more; i++) {
        request(directory.resolve("web.sock"), PATHS.get(i % PATHS.size()));
      }
      more++;
    }
  }

  private static void request(Path socket, String path) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
      channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      Channels.newInputStream(channel).readAllBytes();
    }
  }

  /** Waits until nothing that HAProxy counts by the second or at the moment moves any more. */
  public static void awaitQuiet(RealHaproxy haproxy) {
    await("quiet").atMost(Duration.ofSeconds(30)).until(() -> isQuiet(haproxy));
  }

  private static boolean isQuiet(RealHaproxy haproxy) {
    for (StatsSocket socket : haproxy.sockets()) {
      for (Map<String, String> row : socket.stat()) {
        for (String field : List.of("scur", "qcur", "rate", "req_rate", "conn_rate")) {
          String value = row.getOrDefault(field, "");
          if (!value.isEmpty() && !value.equals("0")) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
