import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One panel of a dashboard.
 *
 * @param type Grafana's name of its type
 * @param unit Grafana's name of the unit
 * @param about what it shows; empty: the title says it
 * @param width of the 24 columns of a dashboard
 */
record Panel(
    String type,
    String title,
    String unit,
    String about,
    int width,
    int height,
    List<Value> values) {

  /** Curves. */
  static Panel graph(String title, String unit, String about, Value... values) {
    return new Panel("timeseries", title, unit, about, 12, 8, List.of(values));
  }

  /** The last value as a number. */
  static Panel number(String title, String unit, String about, Value... values) {
    return new Panel("stat", title, unit, about, 4, 4, List.of(values));
  }

  /** Which state there was, and when. */
  static Panel states(String title, String about, Value... values) {
    return new Panel("state-timeline", title, "none", about, 24, 8, List.of(values));
  }

  /** Its targets; none if the source has nothing of it. */
  List<Map<String, Object>> targets(Source source) {
    var targets = new ArrayList<Map<String, Object>>();
    for (var value : values) {
      var id = String.valueOf((char) ('A' + targets.size()));
      if (source == Source.PROMETHEUS && !value.prometheus().isEmpty()) {
        targets.add(
            Json.object("refId", id, "expr", value.prometheus(), "legendFormat", value.legend()));
      } else if (source == Source.GRAPHITE && !value.graphite().isEmpty()) {
        targets.add(Json.object("refId", id, "target", value.graphite()));
      }
    }
    return targets;
  }

  Map<String, Object> json(Source source, int id, int x, int y) {
    return Json.object(
        "id", id,
        "type", type,
        "title", title,
        "description", about,
        "datasource", source.reference(),
        "gridPos", Json.object("x", x, "y", y, "w", width, "h", height),
        "fieldConfig",
            Json.object("defaults", Json.object("unit", unit, "min", 0), "overrides", List.of()),
        "options", options(),
        "targets", targets(source));
  }

  private Map<String, Object> options() {
    return switch (type) {
      case "timeseries" ->
          Json.object(
              "legend", Json.object("displayMode", "list", "placement", "bottom"),
              "tooltip", Json.object("mode", "multi", "sort", "desc"));
      case "stat" -> Json.object("reduceOptions", Json.object("calcs", List.of("lastNotNull")));
      default -> Json.object("showValue", "never");
    };
  }
}
