/**
 * What is drawn in a panel, for Prometheus and for Graphite. One of them may not have it.
 *
 * @param prometheus an expression; empty: it has none
 * @param legend what Prometheus' series are called
 * @param graphite a target; empty: it has none
 */
record Value(String prometheus, String legend, String graphite) {

  /** What a counter grows by in a second, of each object. */
  static Value rate(Kind kind, String metric, String field, String label) {
    return each("sum", kind, rateOf(kind, metric, ""), perSecond(kind, field), label);
  }

  /** What a counter grows by in a second, over all objects that are chosen. */
  static Value rateOfAll(Kind kind, String metric, String labels, String field, String label) {
    return new Value(
        "sum(" + rateOf(kind, metric, labels) + ")",
        label,
        "alias(sumSeries(%s), '%s')".formatted(perSecond(kind, field), label));
  }

  /** A value that goes up and down, of each object. */
  static Value gauge(Kind kind, String metric, String field, String label) {
    return each("sum", kind, series(kind, metric, ""), path(kind, field), label);
  }

  /** The same over all objects that are chosen. */
  static Value gaugeOfAll(Kind kind, String metric, String field, String label) {
    return new Value(
        "sum(" + series(kind, metric, "") + ")",
        label,
        "alias(sumSeries(%s), '%s')".formatted(path(kind, field), label));
  }

  /** The same for Prometheus with further labels. */
  static Value gauge(Kind kind, String metric, String labels, String field, String label) {
    return each("sum", kind, series(kind, metric, labels), path(kind, field), label);
  }

  /** A time of each object, in seconds; Graphite has milliseconds. */
  static Value time(Kind kind, String metric, String field, String label) {
    var graphite = "scale(" + path(kind, field) + ", 0.001)";
    return each("avg", kind, series(kind, metric, ""), graphite, label);
  }

  private static Value each(
      String function, Kind kind, String prometheus, String graphite, String label) {
    var legend = "{{" + kind.labels.replace(", ", "}} {{") + "}}";
    var grouped = "groupByNodes(%s, '%s', %s)".formatted(graphite, function, kind.nodes);
    return new Value(
        "%s by (%s) (%s)".formatted(function, kind.labels, prometheus),
        label.isEmpty() ? legend : legend + " " + label,
        label.isEmpty() ? grouped : "aliasSub(%s, '$', ' %s')".formatted(grouped, label));
  }

  /** The series of a metric that are chosen. */
  static String series(Kind kind, String metric, String labels) {
    var all = "instance=~\"$instance\"";
    for (var more : new String[] {kind.choice, labels}) {
      all += more.isEmpty() ? "" : "," + more;
    }
    return kind.prefix + metric + "{" + all + "}";
  }

  private static String rateOf(Kind kind, String metric, String labels) {
    return "rate(" + series(kind, metric, labels) + "[$__rate_interval])";
  }

  /** The paths of a field that are chosen. */
  static String path(Kind kind, String field) {
    return "$namespace.$host.haproxy." + kind.place + field;
  }

  private static String perSecond(Kind kind, String field) {
    return "perSecond(" + path(kind, field) + ")";
  }
}
