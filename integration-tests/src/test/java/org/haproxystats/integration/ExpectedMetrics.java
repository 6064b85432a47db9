package org.haproxystats.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the default configuration must deliver for the answers of some HAProxy processes, worked out
 * in the plainest way: a list of values for each name, then a sum or a mean.
 */
final class ExpectedMetrics {
  private static final List<String> COMMON =
      words(
          "bin bout dresp hrsp_1xx hrsp_2xx hrsp_3xx hrsp_4xx hrsp_5xx hrsp_other rate rate_max scur"
              + " slim smax stot");
  private static final List<String> FRONTEND =
      words(
          "comp_byp comp_in comp_out comp_rsp conn_rate conn_rate_max conn_tot dcon dses dreq ereq"
              + " intercepted rate_lim req_rate req_rate_max req_tot");
  private static final List<String> BACKEND =
      words(
          "chkdown cli_abrt comp_byp comp_in comp_out comp_rsp downtime dreq econ eresp intercepted"
              + " lbtot qcur qmax req_tot srv_abrt wredis wretr");
  private static final List<String> SERVER =
      words("chkfail chkdown cli_abrt econ eresp lbtot qcur qmax srv_abrt wredis wretr");
  private static final List<String> TIMES = words("qtime ctime rtime ttime");
  private static final List<String> DAEMON =
      words(
          "CompressBpsIn CompressBpsOut CompressBpsRateLim ConnRate ConnRateLimit CumConns CumReq"
              + " CumSslConns CurrConns CurrSslConns Hard_maxconn MaxConnRate MaxSessRate MaxSslConns"
              + " MaxSslRate MaxZlibMemUsage Maxconn Maxpipes Maxsock Memmax_MB PipesFree PipesUsed"
              + " Run_queue SessRate SessRateLimit SslBackendKeyRate SslBackendMaxKeyRate"
              + " SslCacheLookups SslCacheMisses SslFrontendKeyRate SslFrontendMaxKeyRate"
              + " SslFrontendSessionReuse_pct SslRate SslRateLimit Tasks Ulimit-n ZlibMemUsage");

  private final Map<String, Double> values = new TreeMap<>();

  private ExpectedMetrics() {}

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  /** The metrics of frontends, backends and servers, by the path after {@code haproxy.}. */
  static Map<String, Double> ofProxies(List<List<Map<String, String>>> processes) {
    var expected = new ExpectedMetrics();
    var frontends = new LinkedHashMap<String, List<Map<String, String>>>();
    var backends = new LinkedHashMap<String, List<Map<String, String>>>();
    var servers = new LinkedHashMap<String, List<Map<String, String>>>();
    var serverNames = new LinkedHashMap<String, LinkedHashSet<String>>();
    for (Map<String, String> row : processes.stream().flatMap(List::stream).toList()) {
      String proxy = row.getOrDefault("pxname", "").replace('.', '_');
      String name = row.getOrDefault("svname", "").replace('.', '_');
      switch (row.getOrDefault("type", "")) {
        case "0" -> frontends.computeIfAbsent("frontend." + proxy, _ -> new ArrayList<>()).add(row);
        case "1" -> backends.computeIfAbsent("backend." + proxy, _ -> new ArrayList<>()).add(row);
        case "2" -> {
          servers
              .computeIfAbsent("backend." + proxy + ".server." + name, _ -> new ArrayList<>())
              .add(row);
          serverNames.computeIfAbsent(proxy, _ -> new LinkedHashSet<>()).add(name);
        }
        default -> {}
      }
    }
    frontends.forEach((path, rows) -> expected.sums(path, rows, FRONTEND));
    backends.forEach((path, rows) -> expected.sums(path, rows, BACKEND));
    servers.forEach((path, rows) -> expected.sums(path, rows, SERVER));
    backends.forEach((path, rows) -> expected.means(path, rows, words("act bck weight")));
    servers.forEach((path, rows) -> expected.means(path, rows, words("throttle weight")));
    serverNames.forEach(
        (proxy, names) ->
            expected.values.put("backend." + proxy + ".TotalServers", (double) names.size()));
    return expected.values;
  }

  /** The metrics of the processes themselves that are sums or means. */
  static Map<String, Double> ofDaemon(List<Map<String, String>> processes) {
    var expected = new ExpectedMetrics();
    for (String key : DAEMON) {
      if (processes.stream().allMatch(info -> info.containsKey(key))) {
        double sum =
            processes.stream().mapToDouble(info -> Double.parseDouble(info.get(key))).sum();
        expected.values.put("daemon." + key, sum);
      }
    }
    for (String key : words("Idle_pct Uptime_sec")) {
      double mean =
          processes.stream()
              .mapToDouble(info -> Double.parseDouble(info.get(key)))
              .average()
              .orElseThrow();
      expected.values.put("daemon." + key, mean);
    }
    return expected.values;
  }

  private void sums(String path, List<Map<String, String>> rows, List<String> special) {
    for (List<String> fields : List.of(COMMON, special)) {
      for (String field : fields) {
        values.put(path + "." + field, rows.stream().mapToDouble(row -> number(row, field)).sum());
      }
    }
  }

  private void means(String path, List<Map<String, String>> rows, List<String> fields) {
    fields.forEach(field -> mean(path, rows, field, _ -> true));
    TIMES.forEach(field -> mean(path, rows, field, row -> number(row, "lbtot") > 0));
  }

  private void mean(
      String path,
      List<Map<String, String>> rows,
      String field,
      Predicate<Map<String, String>> counts) {
    rows.stream()
        .filter(counts)
        .mapToDouble(row -> number(row, field))
        .average()
        .ifPresent(mean -> values.put(path + "." + field, mean));
  }

  /** An empty cell counts as 0, as it always has in these metrics. */
  private static double number(Map<String, String> row, String field) {
    String value = row.get(field);
    return value == null || value.isEmpty() ? 0 : Double.parseDouble(value);
  }
}
