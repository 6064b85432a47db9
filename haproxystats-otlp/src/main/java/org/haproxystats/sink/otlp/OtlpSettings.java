package org.haproxystats.sink.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.haproxystats.runtime.TlsSettings;

/**
 * The section {@code [otlp]}.
 *
 * @param endpoint where the collector takes metrics; with HTTP the whole URL
 * @param protocol how it is spoken to
 * @param compression how requests are compressed
 * @param headers what each request has beside its own headers
 * @param resource attributes that all resources have; they replace ours
 * @param tls whom to trust and who to be, where the endpoint is {@code https}
 * @param connectTimeout limit of one connect
 * @param timeout limit of one request, with its answer
 * @param delay how long the collector is left alone after a delivery that failed
 * @param metrics which metrics are sent
 * @param rates whether each counter is followed by what it grows by in a second
 */
record OtlpSettings(
    URI endpoint,
    Protocol protocol,
    Compression compression,
    Map<String, String> headers,
    Map<String, String> resource,
    TlsSettings tls,
    Duration connectTimeout,
    Duration timeout,
    Duration delay,
    MetricChoice metrics,
    boolean rates) {
  OtlpSettings {
    headers = Map.copyOf(headers);
    resource = Map.copyOf(resource);
  }

  boolean isEncrypted() {
    return endpoint.getScheme().equals("https");
  }
}
