package org.haproxystats.sink.otlp;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haproxystats.config.Option;
import org.haproxystats.config.SectionReader;
import org.haproxystats.runtime.TlsSettings;
import org.haproxystats.sink.SinkFactory;

/** Makes the sink of the section {@code [otlp]}. */
public final class OtlpSinkFactory implements SinkFactory {
  static final String SECTION = "otlp";

  private static final String ENDPOINT = "endpoint";
  private static final String HEADER = "header.";
  private static final String RESOURCE = "resource.";
  private static final String METRICS_PATH = "/v1/metrics";

  /** Those that the request itself decides on. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "te",
          "transfer-encoding",
          "upgrade");

  private final ClientLog clientLog = new ClientLog();

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.unset(SECTION, ENDPOINT),
        Option.added(SECTION, "protocol", "http"),
        Option.added(SECTION, "compression", "gzip"),
        Option.added(SECTION, "metrics", "configured"),
        Option.added(SECTION, "rates", "false"),
        Option.added(SECTION, "connect-timeout", "5"),
        Option.added(SECTION, "timeout", "10"),
        Option.added(SECTION, "delay", "10"),
        Option.unset(SECTION, "tls-ca"),
        Option.unset(SECTION, "tls-certificate"),
        Option.unset(SECTION, HEADER + "*"),
        Option.unset(SECTION, RESOURCE + "*"));
  }

  @Override
  public Configured configure(SectionReader section) {
    clientLog.quieten();
    var protocol = section.choice("protocol", Protocol.class);
    var settings =
        new OtlpSettings(
            endpoint(section, protocol),
            protocol,
            section.choice("compression", Compression.class),
            headers(section),
            section.startingWith(RESOURCE),
            new TlsSettings(section.path("tls-ca"), section.path("tls-certificate"), true),
            section.positiveSeconds("connect-timeout"),
            section.positiveSeconds("timeout"),
            section.seconds("delay"),
            section.choice("metrics", MetricChoice.class),
            section.bool("rates"));
    return context -> {
      clientLog.quieten(); // The level of our own log is known by now.
      var names = MetricNames.load(context.catalog());
      var resources = new Resources(context.host(), settings.resource());
      var metrics =
          new SnapshotMetrics(names, resources, context.version(), Instant.now().getEpochSecond());
      return new OtlpSink(settings, metrics, Collector.at(settings));
    };
  }

  private static URI endpoint(SectionReader section, Protocol protocol) {
    var given =
        section.read(
            ENDPOINT,
            text -> url(text, protocol),
            _ -> "not the URL of a collector",
            "http://host:port or https://host:port%s"
                .formatted(protocol == Protocol.HTTP ? ", with or without a path" : ""));
    return given.or(() -> url(protocol.usualEndpoint(), protocol)).orElseThrow();
  }

  /** With HTTP a URL without a path is that of the collector, to which the usual path is added. */
  private static Optional<URI> url(String text, Protocol protocol) {
    try {
      var url = new URI(text);
      boolean isBare = url.getRawPath() == null || url.getRawPath().matches("/?");
      boolean isHttp = text.startsWith("http://") || text.startsWith("https://");
      if (!isHttp
          || url.getHost() == null
          || url.getRawFragment() != null
          || url.getRawUserInfo() != null
          || (protocol == Protocol.GRPC && !(isBare && url.getRawQuery() == null))) {
        return Optional.empty();
      }
      return Optional.of(protocol == Protocol.HTTP && isBare ? url.resolve(METRICS_PATH) : url);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> headers(SectionReader section) {
    var headers = section.startingWith(HEADER);
    headers.forEach(
        (name, value) -> {
          if (!name.matches("[!#$%&'*+.^_`|~0-9a-z-]+") || OWN_HEADERS.contains(name)) {
            section.reject(
                HEADER + name, value, "no header of this name can be set", "another header");
          } else if (!value.matches("[ -~]*")) {
            section.reject(
                HEADER + name, value, "it cannot stand in a header", "printable ASCII characters");
          }
        });
    return headers;
  }
}
