package org.haproxystats.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A page in Prometheus' text format, read in the plainest way.
 *
 * @param types the type of each metric
 * @param values the value of each series, by its name and its labels in the order of the alphabet
 */
record MetricsPage(Map<String, String> types, Map<String, Double> values) {

  /** Scrapes a port of this machine. */
  static MetricsPage of(int port, String query) throws IOException {
    return parse(text(port, query));
  }

  static String text(int port, String query) throws IOException {
    var uri = URI.create("http://127.0.0.1:" + port + "/metrics" + query);
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(uri + ": " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static MetricsPage parse(String text) {
    var types = new LinkedHashMap<String, String>();
    var values = new LinkedHashMap<String, Double>();
    for (var line : text.lines().toList()) {
      int blank = line.lastIndexOf(' ');
      if (line.startsWith("# TYPE ")) {
        types.put(line.substring("# TYPE ".length(), blank), line.substring(blank + 1));
      } else if (!line.startsWith("#")) {
        values.put(inOrder(line.substring(0, blank)), Double.valueOf(line.substring(blank + 1)));
      }
    }
    return new MetricsPage(types, values);
  }

  /** The tests use no comma in a label. */
  private static String inOrder(String series) {
    int brace = series.indexOf('{');
    if (brace < 0) {
      return series;
    }
    var labels = new TreeMap<String, String>();
    for (var label : series.substring(brace + 1, series.length() - 1).split(",", -1)) {
      int equals = label.indexOf('=');
      labels.put(label.substring(0, equals), label.substring(equals));
    }
    return series.substring(0, brace) + labels;
  }

  /** The page without some metrics. */
  MetricsPage without(Set<String> metrics) {
    var types = new LinkedHashMap<>(this.types);
    var values = new LinkedHashMap<>(this.values);
    types.keySet().removeAll(metrics);
    values.keySet().removeIf(series -> metrics.contains(metric(series)));
    return new MetricsPage(types, values);
  }

  /** The name of the metric that a series belongs to. */
  static String metric(String series) {
    int brace = series.indexOf('{');
    return brace < 0 ? series : series.substring(0, brace);
  }
}
