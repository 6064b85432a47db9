import java.util.List;
import java.util.Map;

/** Where the values come from. */
enum Source {
  PROMETHEUS("prometheus", "Prometheus"),
  GRAPHITE("graphite", "Graphite");

  /** Grafana's name of it. */
  final String type;

  final String title;

  Source(String type, String title) {
    this.type = type;
    this.title = title;
  }

  Map<String, Object> reference() {
    return Json.object("type", type, "uid", "${datasource}");
  }

  /** What each dashboard has: the source, and the load balancers. */
  List<Map<String, Object>> usualVariables() {
    var source = Json.object("name", "datasource", "type", "datasource", "query", type);
    return this == PROMETHEUS
        ? List.of(source, choice("instance", "label_values(haproxystats_build_info, instance)"))
        : List.of(
            source,
            Json.object("name", "namespace", "type", "textbox", "query", "loadbalancers"),
            choice("host", "$namespace.*"));
  }

  /** What a dashboard may have beside. */
  Map<String, Object> variable(String name) {
    var prometheus =
        switch (name) {
          case "frontend" -> series("frontend", "") + ", proxy)";
          case "backend" -> series("backend", "") + ", proxy)";
          default -> series("server", ",proxy=~\"$backend\"") + ", server)";
        };
    var graphite =
        switch (name) {
          case "frontend" -> "frontend.*";
          case "backend" -> "backend.*";
          default -> "backend.$backend.server.*";
        };
    return choice(name, this == PROMETHEUS ? prometheus : "$namespace.$host.haproxy." + graphite);
  }

  private static String series(String kind, String more) {
    return "label_values(haproxy_%s_sessions_total{instance=~\"$instance\"%s}"
        .formatted(kind, more);
  }

  private Map<String, Object> choice(String name, String query) {
    return Json.object(
        "name",
        name,
        "type",
        "query",
        "datasource",
        reference(),
        "query",
        query,
        "refresh",
        2,
        "sort",
        1,
        "multi",
        true,
        "includeAll",
        true,
        "allValue",
        everything(),
        "current",
        Json.object("text", "All", "value", "$__all"));
  }

  /** What stands for all objects. */
  String everything() {
    return this == PROMETHEUS ? ".*" : "*";
  }
}
