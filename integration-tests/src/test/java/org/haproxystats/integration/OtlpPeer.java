package org.haproxystats.integration;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes what the sink for OpenTelemetry pushes, over gRPC. */
final class OtlpPeer implements SinkPeer {
  private final int port;
  private final OtlpNames names;
  private final Map<Long, Map<Series, Double>> received = new ConcurrentHashMap<>();
  private @Nullable OtlpReceiver receiver;

  OtlpPeer() throws IOException {
    port = FreePort.next();
    names = OtlpNames.load();
  }

  @Override
  public String name() {
    return "otlp";
  }

  @Override
  public List<String> configuration() {
    return List.of(
        "[otlp]", "protocol = grpc", "endpoint = http://127.0.0.1:" + port, "delay = 0.3");
  }

  @Override
  public void start() throws IOException {
    receiver = OtlpReceiver.start(OtlpReceiver.Protocol.GRPC, port);
  }

  @Override
  public void die() {
    if (receiver != null) {
      receiver.close();
      keep(receiver);
    }
  }

  private void keep(OtlpReceiver from) {
    for (var point : from.drain()) {
      received
          .computeIfAbsent(point.time(), _ -> new HashMap<>())
          .put(names.series(point), point.value());
    }
  }

  @Override
  public Set<Long> snapshots() {
    if (receiver != null) {
      keep(receiver);
    }
    return new HashSet<>(received.keySet());
  }

  @Override
  public Map<Series, Double> values(long second) {
    if (receiver != null) {
      keep(receiver);
    }
    return received.getOrDefault(second, Map.of());
  }

  @Override
  public void close() {
    die();
  }
}
