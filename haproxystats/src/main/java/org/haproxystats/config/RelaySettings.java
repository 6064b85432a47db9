package org.haproxystats.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.TlsSettings;

/**
 * Where {@code [graphite]} sends to, and how.
 *
 * @param relays the receivers, at least one
 * @param mode which of them get a snapshot
 * @param protocol what they understand
 * @param tls whom to trust and who to be; empty: no TLS
 */
public record RelaySettings(
    List<Relay> relays, Mode mode, Protocol protocol, Optional<TlsSettings> tls) {

  /** Which relays get a snapshot. */
  public enum Mode {
    /** The first one that works. */
    FAILOVER,
    /** All of them, each at its own pace. */
    ALL
  }

  /** What is sent. */
  public enum Protocol {
    /** A line for each value. */
    TEXT,
    /** Lists of values as Python's pickle writes them; for Graphite's own receivers. */
    PICKLE
  }

  public RelaySettings {
    relays = List.copyOf(relays);
  }

  /** One relay that reads lines, without TLS. */
  static RelaySettings of(Relay relay) {
    return new RelaySettings(List.of(relay), Mode.FAILOVER, Protocol.TEXT, Optional.empty());
  }

  /**
   * Reads the options.
   *
   * @param single what {@code server} and {@code port} say
   */
  static RelaySettings read(SectionReader graphite, Relay single) {
    return new RelaySettings(
        relays(graphite).orElse(List.of(single)),
        graphite.choice("relay-mode", Mode.class),
        graphite.choice("protocol", Protocol.class),
        tls(graphite));
  }

  private static Optional<List<Relay>> relays(SectionReader graphite) {
    return graphite.read(
        "relays",
        value -> {
          var items = value.split(",", -1);
          var relays = new ArrayList<Relay>();
          for (String item : items) {
            Relay.parse(Text.strip(item)).ifPresent(relays::add);
          }
          // Sinks and their marks are named after them.
          long names = relays.stream().map(Relay::name).distinct().count();
          return names == items.length ? Optional.of(List.copyOf(relays)) : Optional.empty();
        },
        _ -> "not a list of different relays",
        "host:port or [address]:port, separated by commas");
  }

  private static Optional<TlsSettings> tls(SectionReader graphite) {
    var settings =
        new TlsSettings(
            graphite.path("tls-ca"),
            graphite.path("tls-certificate"),
            graphite.bool("tls-check-name"));
    boolean files = settings.ca().isPresent() || settings.certificate().isPresent();
    if (files && !graphite.isSetByUser("tls")) {
      graphite.missing("tls", "true, since there are files for it; false: send without TLS");
    }
    return graphite.bool("tls") ? Optional.of(settings) : Optional.empty();
  }
}
