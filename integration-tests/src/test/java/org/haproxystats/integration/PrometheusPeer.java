package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real Prometheus that scrapes the page every second. When it dies, it hangs. */
final class PrometheusPeer implements SinkPeer {
  private static final Pattern SAMPLE = Pattern.compile("\\[[\\d.]+,\"(\\d+)\"]");
  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** What HAProxy's exporter does not have, and what Graphite has more of the collector. */
  private static final Pattern ONLY_IN_GRAPHITE =
      Pattern.compile(
          ".*CpuUsagePct|Conn(Rate)?Percentage|Ssl(Conn|Rate)Percentage|TotalServers"
              + "|(check|agent)_(rise|fall|health)|req_rate|conn_rate|DebugCommandsIssued"
              + "|WallClockTime(Frontends|Backends|Servers)");

  /** What it has of proxies in HTTP mode only, and those of the recorded snapshot in TCP mode. */
  private static final Pattern ONLY_HTTP = Pattern.compile("comp_.*|req_tot|req_rate_max");

  private static final Set<String> TCP = Set.of("fe_tcp", "ls_tcp", "be_tcp");

  private final Path directory;
  private final int port;
  private @Nullable RealPrometheus prometheus;

  PrometheusPeer(Path directory) {
    this.directory = directory;
    this.port = FreePort.next();
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public List<String> configuration() {
    return List.of("[prometheus]", "port = " + port);
  }

  @Override
  public void start() throws IOException {
    if (prometheus == null) {
      prometheus =
          RealPrometheus.start(
              directory,
              "  - job_name: haproxy\n    static_configs: [{targets: ['127.0.0.1:%d']}]\n"
                  .formatted(port));
    } else {
      prometheus.signal("CONT");
    }
  }

  @Override
  public void die() {
    running().signal("STOP");
  }

  private RealPrometheus running() {
    if (prometheus == null) {
      throw new IllegalStateException("Prometheus was not started");
    }
    return prometheus;
  }

  @Override
  public boolean wantsOnlyTheNewest() {
    return true;
  }

  @Override
  public Set<Long> snapshots() throws IOException {
    var query = "haproxystats_snapshot_timestamp_seconds%5B1h%5D"; // [1h]
    var samples = SAMPLE.matcher(running().get("/api/v1/query?query=" + query));
    var seconds = new HashSet<Long>();
    while (samples.find()) {
      seconds.add(Long.valueOf(samples.group(1)));
    }
    return seconds;
  }

  @Override
  public Map<Series, Double> values(long second) throws IOException {
    var page = MetricsPage.text(port, "");
    if (!page.contains("\nhaproxystats_snapshot_timestamp_seconds " + second + "\n")) {
      return Map.of();
    }
    var names = PrometheusNames.load();
    var values = new HashMap<Series, Double>();
    for (var line : page.lines().filter(each -> !each.startsWith("#")).toList()) {
      var series = LINE.matcher(line);
      if (!series.matches()) {
        throw new IllegalArgumentException(line);
      }
      double value = Double.parseDouble(series.group(3));
      var labels = new HashMap<String, String>();
      LABEL
          .matcher(series.group(2) == null ? "" : series.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
      if (!Double.isNaN(value)) {
        names
            .values(series.group(1), labels, value)
            .forEach((of, own) -> values.merge(of, own, PrometheusPeer::same));
      }
    }
    return values;
  }

  /** What the page has wrong stands beside what is right, with the same value. */
  private static Double same(Double one, Double other) {
    if (!one.equals(other)) {
      throw new AssertionError("two values of the same: " + one + " and " + other);
    }
    return one;
  }

  @Override
  public boolean lacks(Series series) {
    return Set.of("process", "server-in-all-backends").contains(series.kind())
        || ONLY_IN_GRAPHITE.matcher(series.metric()).matches()
        || (TCP.contains(series.object()) && ONLY_HTTP.matcher(series.metric()).matches());
  }

  @Override
  public void close() {
    if (prometheus != null) {
      prometheus.close();
    }
  }
}
