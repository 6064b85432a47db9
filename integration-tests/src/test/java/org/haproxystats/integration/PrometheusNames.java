package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a metric of the page is called by HAProxy; for those that are numbers. */
final class PrometheusNames {
  private static final Path LIST =
      Repository.ROOT.resolve(
          "haproxystats/src/main/resources/org/haproxystats/sink/prometheus/haproxy.txt");

  /** An object as the list, Graphite and the names of metrics call it. */
  private record Kind(String letter, String name, String prefix) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("D", "daemon", "haproxy_process_"),
          new Kind("F", "frontend", "haproxy_frontend_"),
          new Kind("B", "backend", "haproxy_backend_"),
          new Kind("S", "server", "haproxy_server_"),
          new Kind("C", "haproxystats", "haproxystats_"));

  /** One field that a metric may show, with what its value is multiplied with there. */
  private record Field(String kind, String name, Map<String, String> fixedLabels, double factor) {}

  private final Map<String, List<Field>> byMetric = new HashMap<>();

  private PrometheusNames() {}

  static PrometheusNames load() throws IOException {
    var names = new PrometheusNames();
    for (var line : Files.readAllLines(LIST)) {
      var cells = line.split("\\s*\\|\\s*", -1);
      if (!line.startsWith("#") && !cells[0].equals("on")) {
        names.add(cells[0].strip(), cells[1], cells[2], " " + cells[4] + " ");
      }
    }
    return names;
  }

  private void add(String kinds, String field, String name, String options) {
    if (options.matches(".* (states|up|label=.*|servers=.*|with=.*|mod=.*) .*")) {
      return;
    }
    var labels = new HashMap<String, String>();
    if (options.contains(" const=")) {
      var label = options.replaceAll(".* const=(\\S+) .*", "$1").split(":", -1);
      labels.put(label[0], label[1]);
    }
    for (var kind : KINDS) {
      if (kinds.contains(kind.letter)) {
        var fields = byMetric.computeIfAbsent(kind.prefix + name, _ -> new ArrayList<>());
        fields.add(new Field(kind.name, field, labels, options.contains(" ms ") ? 0.001 : 1));
        if (options.matches(".* or=\\S+ .*")) {
          var older = options.replaceAll(".* or=(\\S+) .*", "$1").split("\\*", -1);
          double factor = older.length > 1 ? Double.parseDouble(older[1]) : 1;
          fields.add(new Field(kind.name, older[0], labels, factor));
        }
      }
    }
  }

  /** The value as HAProxy has it; of each field that may stand behind the metric. */
  Map<Series, Double> values(String metric, Map<String, String> labels, double value) {
    var values = new HashMap<Series, Double>();
    for (var field : byMetric.getOrDefault(metric, List.of())) {
      if (labels.entrySet().containsAll(field.fixedLabels.entrySet())) {
        var names = new HashMap<>(labels);
        var proxy = labels.getOrDefault("proxy", "");
        names.put(field.kind.equals("frontend") ? "frontend" : "backend", proxy);
        values.put(Series.of(field.kind, names, field.name), value / field.factor);
      }
    }
    return values;
  }
}
