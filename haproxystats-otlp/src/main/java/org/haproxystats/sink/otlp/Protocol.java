package org.haproxystats.sink.otlp;

/** How the collector is spoken to. */
enum Protocol {
  /** Protobuf over HTTP/1.1. */
  HTTP("http://localhost:4318"),
  /** Protobuf over gRPC. */
  GRPC("http://localhost:4317");

  private final String usual;

  Protocol(String usual) {
    this.usual = usual;
  }

  /** Where a collector on this machine listens. */
  String usualEndpoint() {
    return usual;
  }
}
