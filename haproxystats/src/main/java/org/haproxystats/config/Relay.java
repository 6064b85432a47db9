package org.haproxystats.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * A receiver of Graphite's protocols.
 *
 * @param host its name or address
 * @param port its port
 */
public record Relay(String host, int port) {

  /** Reads {@code host:port} or {@code [address]:port}; empty if it is something else. */
  static Optional<Relay> parse(String text) {
    try {
      var uri = new URI("relay://" + text);
      boolean whole = ("relay://" + text).equals("relay://" + uri.getHost() + ":" + uri.getPort());
      return whole && uri.getPort() > 0 && uri.getPort() <= 65535
          ? Optional.of(new Relay(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort()))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A name for marks and metrics: lower-case letters, digits and hyphens. */
  public String name() {
    return toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
