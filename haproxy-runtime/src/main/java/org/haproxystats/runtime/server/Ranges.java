package org.haproxystats.runtime.server;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Checks what HAProxy itself would cut off or misunderstand without a word. */
final class Ranges {
  private static final int MAX_PORT = 65_535;

  private Ranges() {}

  /** A number as text, if it is within its range. */
  static String checked(String what, int number, int from, int to) {
    if (number < from || number > to) {
      throw new IllegalArgumentException(
          to == Integer.MAX_VALUE
              ? "%s is %d, but must be %d or more".formatted(what, number, from)
              : "%s is %d, but must be %d to %d".formatted(what, number, from, to));
    }
    return String.valueOf(number);
  }

  static String port(int port, int from) {
    return checked("port", port, from, MAX_PORT);
  }

  /** An address as HAProxy reads it. */
  static String text(InetAddress address) {
    if (address instanceof Inet6Address six
        && (six.getScopeId() != 0 || six.getScopedInterface() != null)) {
      throw new IllegalArgumentException(
          address.getHostAddress() + " has a scope, which HAProxy does not know");
    }
    return address.getHostAddress();
  }
}
