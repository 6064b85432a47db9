import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dashboard.
 *
 * @param name in the name of its file
 * @param variables what can be chosen on it, beside load balancers
 */
record Dashboard(String name, String title, List<String> variables, List<Panel> panels) {
  private static final String TAG = "haproxystats";
  private static final int COLUMNS = 24;

  /** The dashboard as Grafana imports it. */
  String json(Source source) {
    var all = new ArrayList<>(source.usualVariables());
    variables.forEach(variable -> all.add(source.variable(variable)));
    var text =
        Json.write(
            Json.object(
                "uid",
                TAG + "-" + source.type + "-" + name,
                "title",
                title + " (" + source.title + ")",
                "tags",
                List.of(TAG, source.type),
                "schemaVersion",
                39,
                "editable",
                true,
                "refresh",
                "30s",
                "time",
                Json.object("from", "now-3h", "to", "now"),
                "templating",
                Json.object("list", all),
                "links",
                List.of(links(source)),
                "panels",
                placed(source)));
    for (var variable : List.of("frontend", "backend", "server")) {
      if (!variables.contains(variable)) {
        text = text.replace("$" + variable, source.everything());
      }
    }
    return text;
  }

  /** To the other dashboards of the same source, with the same choice. */
  private static Map<String, Object> links(Source source) {
    return Json.object(
        "type",
        "dashboards",
        "title",
        "HAProxy",
        "tags",
        List.of(TAG, source.type),
        "asDropdown",
        true,
        "includeVars",
        true,
        "keepTime",
        true);
  }

  /** From left to right, and on to the next row. */
  private List<Map<String, Object>> placed(Source source) {
    var placed = new ArrayList<Map<String, Object>>();
    int x = 0;
    int y = 0;
    int height = 0;
    for (var panel : panels) {
      if (!panel.targets(source).isEmpty()) {
        if (x + panel.width() > COLUMNS || (height > 0 && panel.height() != height)) {
          x = 0;
          y += height;
        }
        height = panel.height();
        placed.add(panel.json(source, placed.size() + 1, x, y));
        x += panel.width();
      }
    }
    return placed;
  }
}
