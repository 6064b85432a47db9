package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a metric of OpenTelemetry is called by HAProxy. */
final class OtlpNames {
  private static final Path LIST =
      Repository.ROOT.resolve(
          "haproxystats-otlp/src/main/resources/org/haproxystats/sink/otlp/metrics.txt");

  private record Field(String kinds, String name, String attribute) {}

  private final Map<String, List<Field>> byMetric = new HashMap<>();

  private OtlpNames() {}

  static OtlpNames load() throws IOException {
    var names = new OtlpNames();
    for (var line : Files.readAllLines(LIST)) {
      var cells = line.split("\\s*\\|\\s*", -1);
      if (!line.startsWith("#") && !cells[0].equals("on")) {
        names
            .byMetric
            .computeIfAbsent(cells[2], _ -> new ArrayList<>())
            .add(new Field(cells[0].strip(), cells[1], cells[4].strip()));
      }
    }
    return names;
  }

  Series series(OtlpPoint point) {
    var resource = point.resource();
    var proxy = resource.getOrDefault("haproxy.proxy_name", "");
    var service = resource.getOrDefault("haproxy.service_name", "");
    return switch (service) {
      case "FRONTEND" -> series("frontend", 'F', Map.of("frontend", proxy), point);
      case "BACKEND" -> series("backend", 'B', Map.of("backend", proxy), point);
      case "" -> withoutService(point);
      default ->
          proxy.isEmpty()
              ? series("server-in-all-backends", 'S', Map.of("server", service), point)
              : series("server", 'S', Map.of("backend", proxy, "server", service), point);
    };
  }

  private Series withoutService(OtlpPoint point) {
    var resource = point.resource();
    if ("haproxystats".equals(resource.get("service.name"))) {
      var sink = resource.getOrDefault("haproxystats.sink", "");
      return series("haproxystats", 'C', Map.of("sink", sink), point);
    }
    var process = resource.get("haproxy.process");
    return process == null
        ? series("daemon", 'D', Map.of(), point)
        : series("process", 'D', Map.of("process", process), point);
  }

  private Series series(String kind, char letter, Map<String, String> names, OtlpPoint point) {
    var attribute =
        point.attributes().entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue())
            .findFirst()
            .orElse("");
    var field =
        byMetric.getOrDefault(point.metric(), List.of()).stream()
            .filter(each -> each.kinds.indexOf(letter) >= 0 && each.attribute.equals(attribute))
            .map(Field::name)
            .findFirst()
            .orElseGet(() -> ofModule(point.metric()));
    return Series.of(kind, names, field);
  }

  /** The counters of HAProxy's modules are called after their fields. */
  private static String ofModule(String metric) {
    return metric.replaceFirst("^haproxy\\.", "").replace('.', '_');
  }
}
