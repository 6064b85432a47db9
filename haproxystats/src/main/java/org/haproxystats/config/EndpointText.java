package org.haproxystats.config;

import java.nio.file.Path;
import java.util.Locale;
import org.haproxystats.runtime.Endpoint;

/** Reads one item of the option {@code servers}. */
final class EndpointText {
  private EndpointText() {}

  static Endpoint parse(String text) {
    if (text.startsWith("unix:///")) {
      return new Endpoint.Unix(Path.of(text.substring("unix://".length())));
    }
    if (text.startsWith("tcp://")) {
      int colon = text.lastIndexOf(':');
      if (colon > 6) {
        int port = Integer.parseInt(text.substring(colon + 1));
        String host = text.substring(6, colon).toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) {
          host = host.substring(1, host.length() - 1);
        }
        if (port > 0 && port < 65536) {
          return new Endpoint.Tcp(host, port);
        }
      }
    }
    throw new IllegalArgumentException("not an address of a stats socket");
  }
}
