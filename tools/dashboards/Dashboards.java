import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the dashboards for Grafana into a folder, once for Prometheus and once for Graphite:
 * {@code java tools/dashboards/Dashboards.java contrib/grafana}.
 */
final class Dashboards {
  private static final List<String> CLASSES = List.of("1xx", "2xx", "3xx", "4xx", "5xx", "other");

  private Dashboards() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    for (var source : Source.values()) {
      for (var dashboard : all()) {
        Files.writeString(
            folder.resolve(source.type + "-" + dashboard.name() + ".json"), dashboard.json(source));
      }
    }
  }

  private static List<Dashboard> all() {
    return List.of(overview(), frontends(), backends(), servers(), processes(), collector());
  }

  private static Dashboard overview() {
    return new Dashboard(
        "overview",
        "HAProxy: overview",
        List.of(),
        List.of(
            Panel.number(
                "Requests",
                "reqps",
                "",
                rateOfAll(Kind.FRONTEND, "http_requests_total", "req_tot")),
            Panel.number("Sessions", "short", "", all(Kind.FRONTEND, "current_sessions", "scur")),
            Panel.number("In queues", "short", "", all(Kind.BACKEND, "current_queue", "qcur")),
            Panel.number("Errors (5xx)", "reqps", "", errors()),
            Panel.number(
                "Backends down",
                "short",
                "",
                count("count(%s == 1) or vector(0)", Kind.BACKEND, "status", "state=\"DOWN\"")),
            Panel.number(
                "Servers down",
                "short",
                "",
                count("count(%s == 1) or vector(0)", Kind.SERVER, "status", "state=\"DOWN\"")),
            Panel.graph(
                "Requests per second",
                "reqps",
                "",
                Value.rate(Kind.FRONTEND, "http_requests_total", "req_tot", "")),
            Panel.graph("Responses by class", "reqps", "", responses(Kind.FRONTEND)),
            traffic(Kind.FRONTEND),
            Panel.graph(
                "Connections and their limit",
                "short",
                "",
                all(Kind.PROCESS, "current_connections", "CurrConns"),
                Value.gaugeOfAll(Kind.PROCESS, "max_connections", "Maxconn", "limit")),
            Panel.graph("Errors per second", "ops", "", backendErrors(Kind.BACKEND)),
            Panel.graph(
                "Requests in queues",
                "short",
                "",
                Value.gauge(Kind.BACKEND, "current_queue", "qcur", "")),
            Panel.graph(
                "Response time",
                "s",
                "The mean of the last 512 requests",
                Value.time(Kind.BACKEND, "response_time_average_seconds", "rtime", "")),
            Panel.graph(
                "Active servers",
                "short",
                "",
                Value.gauge(Kind.BACKEND, "active_servers", "act", ""))));
  }

  private static Dashboard frontends() {
    return new Dashboard(
        "frontends",
        "HAProxy: frontends",
        List.of("frontend"),
        List.of(
            Panel.graph(
                "Requests per second",
                "reqps",
                "",
                Value.rate(Kind.FRONTEND, "http_requests_total", "req_tot", "")),
            Panel.graph("Responses by class", "reqps", "", responses(Kind.FRONTEND)),
            Panel.graph(
                "Refused and wrong",
                "ops",
                "",
                Value.rate(Kind.FRONTEND, "requests_denied_total", "dreq", "requests refused"),
                Value.rate(Kind.FRONTEND, "responses_denied_total", "dresp", "responses refused"),
                Value.rate(Kind.FRONTEND, "request_errors_total", "ereq", "wrong requests")),
            sessions(Kind.FRONTEND),
            Panel.graph(
                "New sessions per second",
                "ops",
                "",
                Value.gauge(Kind.FRONTEND, "current_session_rate", "rate", ""),
                Value.gauge(Kind.FRONTEND, "limit_session_rate", "rate_lim", "limit")),
            Panel.graph(
                "New connections per second",
                "ops",
                "",
                Value.rate(Kind.FRONTEND, "connections_total", "conn_tot", "")),
            traffic(Kind.FRONTEND),
            Panel.graph(
                "Compression",
                "Bps",
                "",
                Value.rate(Kind.FRONTEND, "http_comp_bytes_in_total", "comp_in", "in"),
                Value.rate(Kind.FRONTEND, "http_comp_bytes_out_total", "comp_out", "out"))));
  }

  private static Dashboard backends() {
    return new Dashboard(
        "backends",
        "HAProxy: backends",
        List.of("backend"),
        List.of(
            Panel.graph(
                "Requests per second",
                "reqps",
                "",
                Value.rate(Kind.BACKEND, "http_requests_total", "req_tot", "")),
            Panel.graph("Responses by class", "reqps", "", responses(Kind.BACKEND)),
            Panel.graph("Errors per second", "ops", "", backendErrors(Kind.BACKEND)),
            aborts(Kind.BACKEND),
            queue(Kind.BACKEND),
            sessions(Kind.BACKEND),
            times(Kind.BACKEND),
            Panel.graph(
                "Servers",
                "short",
                "",
                Value.gauge(Kind.BACKEND, "active_servers", "act", "active"),
                Value.gauge(Kind.BACKEND, "backup_servers", "bck", "backup")),
            traffic(Kind.BACKEND),
            Panel.graph(
                "Times that it went down",
                "short",
                "In a second",
                Value.rate(Kind.BACKEND, "check_up_down_total", "chkdown", ""))));
  }

  private static Dashboard servers() {
    return new Dashboard(
        "servers",
        "HAProxy: servers",
        List.of("backend", "server"),
        List.of(
            Panel.states(
                "Status",
                "",
                new Value(
                    Value.series(Kind.SERVER, "status", "") + " == 1",
                    "{{proxy}} {{server}} {{state}}",
                    "")),
            Panel.graph(
                "New sessions per second",
                "ops",
                "",
                Value.rate(Kind.SERVER, "sessions_total", "stot", "")),
            Panel.graph("Responses by class", "reqps", "", responses(Kind.SERVER)),
            Panel.graph("Errors per second", "ops", "", backendErrors(Kind.SERVER)),
            aborts(Kind.SERVER),
            queue(Kind.SERVER),
            sessions(Kind.SERVER),
            times(Kind.SERVER),
            Panel.graph(
                "Checks",
                "ops",
                "",
                Value.rate(Kind.SERVER, "check_failures_total", "chkfail", "failed"),
                Value.rate(Kind.SERVER, "check_up_down_total", "chkdown", "went down")),
            Panel.graph("Weight", "short", "", Value.gauge(Kind.SERVER, "weight", "weight", "")),
            traffic(Kind.SERVER)));
  }

  private static Dashboard processes() {
    return new Dashboard(
        "processes",
        "HAProxy: processes",
        List.of(),
        List.of(
            Panel.graph(
                "Connections and their limit",
                "short",
                "",
                Value.gauge(Kind.PROCESS, "current_connections", "CurrConns", ""),
                Value.gauge(Kind.PROCESS, "max_connections", "Maxconn", "limit")),
            Panel.graph(
                "New in a second",
                "ops",
                "",
                Value.gauge(Kind.PROCESS, "current_connection_rate", "ConnRate", "connections"),
                Value.gauge(Kind.PROCESS, "current_session_rate", "SessRate", "sessions"),
                Value.gauge(Kind.PROCESS, "current_ssl_rate", "SslRate", "TLS sessions")),
            Panel.graph(
                "Requests per second",
                "reqps",
                "",
                Value.rate(Kind.PROCESS, "requests_total", "CumReq", "")),
            Panel.graph(
                "CPU",
                "percent",
                "What HAProxy's threads do not idle",
                new Value(
                    "100 - avg by (instance) ("
                        + Value.series(Kind.PROCESS, "idle_time_percent", "")
                        + ")",
                    "{{instance}}",
                    "aliasByNode(offset(scale(%s, -1), 100), -4)"
                        .formatted(Value.path(Kind.PROCESS, "Idle_pct")))),
            Panel.graph(
                "Tasks",
                "short",
                "",
                Value.gauge(Kind.PROCESS, "current_tasks", "Tasks", "all"),
                Value.gauge(Kind.PROCESS, "current_run_queue", "Run_queue", "ready to run")),
            Panel.graph(
                "TLS",
                "ops",
                "",
                Value.gauge(
                    Kind.PROCESS, "current_frontend_ssl_key_rate", "SslFrontendKeyRate", "keys"),
                Value.rate(
                    Kind.PROCESS, "ssl_cache_lookups_total", "SslCacheLookups", "cache lookups"),
                Value.rate(
                    Kind.PROCESS, "ssl_cache_misses_total", "SslCacheMisses", "cache misses")),
            Panel.graph(
                "Memory of pools",
                "bytes",
                "",
                onlyPrometheus(Kind.PROCESS, "pool_allocated_bytes", "{{instance}} allocated"),
                onlyPrometheus(Kind.PROCESS, "pool_used_bytes", "{{instance}} used")),
            Panel.graph(
                "Uptime", "s", "", Value.gauge(Kind.PROCESS, "uptime_seconds", "Uptime_sec", ""))));
  }

  private static Dashboard collector() {
    return new Dashboard(
        "collector",
        "haproxystats itself",
        List.of(),
        List.of(
            Panel.graph(
                "Age of the data",
                "s",
                "",
                onlyPrometheus(Kind.COLLECTOR, "snapshot_age_seconds", "{{instance}}")),
            Panel.graph(
                "Time for a snapshot",
                "s",
                "From the first file to the last value",
                Value.gauge(
                    Kind.COLLECTOR, "snapshot_processing_seconds", "TotalWallClockTime", "")),
            Panel.graph(
                "Values in a snapshot",
                "short",
                "",
                values("process", "MetricsHAProxy"),
                values("frontend", "MetricsFrontend"),
                values("backend", "MetricsBackend"),
                values("server", "MetricsServer")),
            Panel.graph(
                "Processes that do not answer",
                "short",
                "With on-partial = keep",
                Value.gauge(Kind.COLLECTOR, "missing_processes", "MissingProcesses", "")),
            Panel.graph(
                "Snapshots that wait",
                "short",
                "None of this and of what follows is there as long as all is well",
                Value.gauge(Kind.SINK, "snapshots_waiting", "SnapshotsWaiting", "")),
            Panel.graph(
                "Age of the oldest that waits",
                "s",
                "",
                Value.gauge(Kind.SINK, "oldest_snapshot_age_seconds", "OldestAge", "")),
            Panel.graph(
                "Delivered per second",
                "ops",
                "",
                Value.rate(Kind.SINK, "snapshots_delivered_total", "SnapshotsDelivered", "")),
            Panel.graph(
                "Failures per second",
                "ops",
                "Deliveries that are tried again",
                Value.rate(Kind.SINK, "deliveries_failed_total", "SnapshotsRetried", "")),
            Panel.graph(
                "Dropped",
                "short",
                "Since the start",
                Value.gauge(Kind.SINK, "snapshots_dropped_total", "SnapshotsDropped", "")),
            Panel.graph(
                "Size of what waits",
                "bytes",
                "",
                Value.gauge(Kind.COLLECTOR, "spool_bytes", "SpoolBytes", "")),
            Panel.graph(
                "Trouble",
                "short",
                "Since the start",
                Value.gauge(
                    Kind.COLLECTOR,
                    "snapshots_quarantined_total",
                    "SnapshotsQuarantined",
                    "snapshots set aside"),
                Value.gauge(
                    Kind.COLLECTOR,
                    "workers_replaced_total",
                    "WorkersReplaced",
                    "threads failed"))));
  }

  private static Value rateOfAll(Kind kind, String metric, String field) {
    return Value.rateOfAll(kind, metric, "", field, "all");
  }

  private static Value all(Kind kind, String metric, String field) {
    return Value.gaugeOfAll(kind, metric, field, "all");
  }

  private static Value errors() {
    return Value.rateOfAll(Kind.BACKEND, "http_responses_total", "code=\"5xx\"", "hrsp_5xx", "5xx");
  }

  /** Graphite does not have the states. */
  private static Value count(String expression, Kind kind, String metric, String labels) {
    return new Value(expression.formatted(Value.series(kind, metric, labels)), "", "");
  }

  private static Value onlyPrometheus(Kind kind, String metric, String legend) {
    return new Value(Value.series(kind, metric, ""), legend, "");
  }

  private static Value values(String kind, String field) {
    return Value.gauge(
        Kind.COLLECTOR, "snapshot_values", "kind=\"%s\"".formatted(kind), field, kind);
  }

  private static Value[] responses(Kind kind) {
    return CLASSES.stream()
        .map(
            code ->
                Value.rateOfAll(
                    kind,
                    "http_responses_total",
                    "code=\"%s\"".formatted(code),
                    "hrsp_" + code,
                    code))
        .toArray(Value[]::new);
  }

  private static Value[] backendErrors(Kind kind) {
    return new Value[] {
      Value.rateOfAll(kind, "connection_errors_total", "", "econ", "no connection"),
      Value.rateOfAll(kind, "response_errors_total", "", "eresp", "wrong responses"),
      Value.rateOfAll(kind, "retry_warnings_total", "", "wretr", "connects repeated"),
      Value.rateOfAll(kind, "redispatch_warnings_total", "", "wredis", "sent to another server")
    };
  }

  private static Panel aborts(Kind kind) {
    return Panel.graph(
        "Broken off per second",
        "ops",
        "",
        Value.rate(kind, "client_aborts_total", "cli_abrt", "by clients"),
        Value.rate(kind, "server_aborts_total", "srv_abrt", "by servers"));
  }

  private static Panel queue(Kind kind) {
    return Panel.graph(
        "Requests in queues",
        "short",
        "",
        Value.gauge(kind, "current_queue", "qcur", ""),
        Value.gauge(kind, "max_queue", "qmax", "at most"));
  }

  private static Panel sessions(Kind kind) {
    return Panel.graph(
        "Sessions and their limit",
        "short",
        "",
        Value.gauge(kind, "current_sessions", "scur", ""),
        Value.gauge(kind, "limit_sessions", "slim", "limit"));
  }

  private static Panel times(Kind kind) {
    return Panel.graph(
        "Times",
        "s",
        "The means of the last 512 requests",
        Value.time(kind, "queue_time_average_seconds", "qtime", "in the queue"),
        Value.time(kind, "connect_time_average_seconds", "ctime", "to connect"),
        Value.time(kind, "response_time_average_seconds", "rtime", "to the response"),
        Value.time(kind, "total_time_average_seconds", "ttime", "in all"));
  }

  private static Panel traffic(Kind kind) {
    return Panel.graph(
        "Traffic",
        "Bps",
        "",
        Value.rate(kind, "bytes_in_total", "bin", "in"),
        Value.rate(kind, "bytes_out_total", "bout", "out"));
  }
}
