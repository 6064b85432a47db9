/** What a value is of, and how Prometheus and Graphite find it. */
enum Kind {
  PROCESS("haproxy_process_", "", "instance", "daemon.", "-4"),
  FRONTEND("haproxy_frontend_", "proxy=~\"$frontend\"", "proxy", "frontend.$frontend.", "-2"),
  BACKEND("haproxy_backend_", "proxy=~\"$backend\"", "proxy", "backend.$backend.", "-2"),
  SERVER(
      "haproxy_server_",
      "proxy=~\"$backend\",server=~\"$server\"",
      "proxy, server",
      "backend.$backend.server.$server.",
      "-4, -2"),
  COLLECTOR("haproxystats_", "", "instance", "haproxystats.", "-4"),
  SINK("haproxystats_", "", "instance, sink", "haproxystats.*.", "-5, -2");

  /** What the names of its metrics begin with. */
  final String prefix;

  /** The labels that it is chosen by, beside the instance. */
  final String choice;

  /** The labels that tell its objects apart. */
  final String labels;

  /** What stands between the host and the metric in a path of Graphite. */
  final String place;

  /** Where in a path its objects are named, counted from the end. */
  final String nodes;

  Kind(String prefix, String choice, String labels, String place, String nodes) {
    this.prefix = prefix;
    this.choice = choice;
    this.labels = labels;
    this.place = place;
    this.nodes = nodes;
  }
}
