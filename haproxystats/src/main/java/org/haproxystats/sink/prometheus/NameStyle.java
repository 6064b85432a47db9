package org.haproxystats.sink.prometheus;

import org.haproxystats.runtime.stats.ObjectKind;

/** Whose names metrics and labels have. */
enum NameStyle {
  /** Those of the exporter that is part of HAProxy. */
  HAPROXY("haproxy.txt", "haproxy_process_"),
  /** Those of prometheus/haproxy_exporter. */
  HAPROXY_EXPORTER("haproxy-exporter.txt", "haproxy_");

  private final String resource;
  private final String processPrefix;

  NameStyle(String resource, String processPrefix) {
    this.resource = resource;
    this.processPrefix = processPrefix;
  }

  /** The file beside this class that lists the metrics. */
  String resource() {
    return resource;
  }

  /** What the names of all metrics of a kind begin with. */
  String prefix(ObjectKind kind) {
    return switch (kind) {
      case DAEMON, PROCESS -> processPrefix;
      case FRONTEND -> "haproxy_frontend_";
      case BACKEND -> "haproxy_backend_";
      case SERVER, SERVER_IN_ALL_BACKENDS -> "haproxy_server_";
      case LISTENER -> "haproxy_listener_";
      case COLLECTOR -> "haproxystats_";
    };
  }

  /** The label that names the frontend or the backend of an object. */
  String proxyLabel(ObjectKind kind) {
    if (this == HAPROXY) {
      return "proxy";
    }
    return kind == ObjectKind.FRONTEND || kind == ObjectKind.LISTENER ? "frontend" : "backend";
  }
}
