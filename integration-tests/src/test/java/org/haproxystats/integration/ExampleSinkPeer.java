package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes what the example of a sink writes, as InfluxDB does. */
final class ExampleSinkPeer implements SinkPeer {
  private final int port;
  private final Map<Long, String> received = new ConcurrentHashMap<>();
  private @Nullable HttpServer server;

  ExampleSinkPeer() {
    port = FreePort.next();
  }

  @Override
  public String name() {
    return "influx";
  }

  @Override
  public List<String> configuration() {
    return List.of("[influx]", "url = http://127.0.0.1:%d/write".formatted(port), "timeout = 1");
  }

  @Override
  public void start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server = HttpServer.create(address, 10);
    server.createContext(
        "/write",
        exchange -> {
          var text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          received.put(
              Long.parseLong(text.strip().replaceAll("(?s).* ", "")) / 1_000_000_000, text);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @Override
  public void die() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Override
  public Set<Long> snapshots() {
    return received.keySet();
  }

  @Override
  public Map<Series, Double> values(long second) {
    var values = new HashMap<Series, Double>();
    for (var line : received.getOrDefault(second, "").lines().toList()) {
      // Of the names of the recorded snapshot, those of two metrics have a blank.
      var parts = line.replace("\\ ", "_").split(" ", -1);
      var tags = pairs(parts[0]);
      var kind = kind(tags.getOrDefault("kind", ""));
      var name = tags.getOrDefault("name", "");
      var names = new HashMap<>(Map.of("backend", tags.getOrDefault("proxy", "")));
      names.put(kind.equals("server-in-all-backends") ? "server" : kind, name);
      names.put("sink", name);
      pairs(parts[1])
          .forEach(
              (metric, value) -> values.put(Series.of(kind, names, metric), Double.valueOf(value)));
    }
    return values;
  }

  private static String kind(String kind) {
    return kind.equals("COLLECTOR")
        ? "haproxystats"
        : kind.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, String> pairs(String text) {
    var pairs = new HashMap<String, String>();
    for (var pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return pairs;
  }

  @Override
  public void close() {
    die();
  }
}
