package org.haproxystats.runtime.tls;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One certificate as HAProxy describes it.
 *
 * @param serial in hexadecimal digits
 * @param notBefore when it begins to be valid; empty if HAProxy's text is no time
 * @param notAfter when it ends to be valid
 * @param alternativeNames such as {@code DNS:www.example.org}
 * @param algorithm of the key and its length, such as {@code RSA2048}
 * @param sha1Fingerprint in hexadecimal digits
 * @param subject such as {@code /CN=www.example.org}
 * @param issuer such as {@code /CN=Example CA}
 * @param more other lines by name, such as {@code Chain Subject}
 */
public record X509Details(
    String serial,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter,
    List<String> alternativeNames,
    String algorithm,
    String sha1Fingerprint,
    String subject,
    String issuer,
    Map<String, String> more) {

  /** Takes all that is left. */
  static X509Details take(Details details) {
    var names = details.take("Subject Alternative Name");
    return new X509Details(
        details.take("Serial"),
        details.takeTime("notBefore"),
        details.takeTime("notAfter"),
        Stream.of(names.split(", ", -1)).filter(name -> !name.isEmpty()).toList(),
        details.take("Algorithm"),
        details.take("SHA1 FingerPrint"),
        details.take("Subject"),
        details.take("Issuer"),
        details.rest());
  }
}
