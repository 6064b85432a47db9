package org.haproxystats.runtime.tls;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A server name that clients may ask for, and the certificate that they get.
 *
 * @param bind the frontend and the place of its {@code bind} line in the configuration
 * @param sni a name, a name with {@code *} at its beginning, or {@code *} for any
 * @param certificate the certificate's name
 * @param notAfter when the certificate ends to be valid; empty if HAProxy's text is no time
 * @param notBefore when it begins to be valid; empty if HAProxy's text is no time
 * @param more other columns by name, such as {@code Type}
 */
public record SniEntry(
    String bind,
    String sni,
    String certificate,
    Optional<Instant> notAfter,
    Optional<Instant> notBefore,
    Map<String, String> more) {}
