package org.haproxystats.runtime.tls;

import java.util.List;
import java.util.Set;
import org.haproxystats.runtime.UnsendableValueException;

/** Refuses names that HAProxy would take for something else. */
final class StoreNames {
  private static final List<String> PARTS = List.of(".issuer", ".ocsp", ".sctl", ".key");

  /** What stands in HAProxy's lists between the names. */
  static final Set<String> HEADINGS = Set.of(StoreList.TRANSACTION, StoreList.FILES);

  private StoreNames() {}

  /** The name of a file in HAProxy's memory. */
  static String checked(String name) {
    if (name.startsWith("*") || name.startsWith("\\")) {
      throw new UnsendableValueException(
          "'%s' is no name: HAProxy takes a '*' at its beginning for what is not committed, and takes"
                  .formatted(name)
              + " a '\\' away there");
    }
    if (HEADINGS.contains(name)) {
      throw new UnsendableValueException(
          "'%s' is no name: HAProxy's own lists have such a line".formatted(name));
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

  /** A name that HAProxy ends at its first colon, after which a number may stand. */
  static String withoutColon(String name) {
    if (name.contains(":")) {
      throw new UnsendableValueException(
          "'%s' is no name here: HAProxy takes what follows its ':' for a number".formatted(name));
    }
    return checked(name);
  }
}
