package org.haproxystats.runtime.tls;

import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.runtime.UnsendableValueException;

/** Refuses names that HAProxy would take for something else. */
final class StoreNames {
  private static final List<String> PARTS = List.of(".issuer", ".ocsp", ".sctl", ".key");
  private static final Pattern INDEX = Pattern.compile(".*:\\d+", Pattern.DOTALL);

  private StoreNames() {}

  /** The name of a file in HAProxy's memory. */
  static String checked(String name) {
    if (name.startsWith("*") || name.startsWith("\\*")) {
      throw new UnsendableValueException(
          "'%s' is no name: HAProxy takes a '*' at its beginning for what is not committed"
              .formatted(name));
    }
    return name;
  }

  /** The name of a whole certificate. */
  static String wholeCertificate(String name) {
    if (PARTS.stream().anyMatch(name::endsWith)) {
      throw new UnsendableValueException(
          "'%s' is no name of a certificate: HAProxy takes its end for a part of one, which are %s"
              .formatted(name, PARTS));
    }
    return checked(name);
  }

  /** A name after which HAProxy looks for a colon and a number. */
  static String withoutNumber(String name) {
    if (INDEX.matcher(name).matches()) {
      throw new UnsendableValueException(
          "'%s' is no name here: HAProxy takes its end for a number".formatted(name));
    }
    return checked(name);
  }
}
