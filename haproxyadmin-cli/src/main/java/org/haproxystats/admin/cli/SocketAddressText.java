package org.haproxystats.admin.cli;

import java.net.InetAddress;
import java.util.OptionalInt;

/** An address with or without a port, as it is typed: names are not looked up. */
record SocketAddressText(InetAddress address, OptionalInt port) {

  /** Reads {@code 10.0.0.3}, {@code 10.0.0.3:80}, {@code ::1} or {@code [::1]:80}. */
  static SocketAddressText parse(String text) throws UsageException {
    boolean isBracketed = text.startsWith("[") && text.contains("]");
    int end = isBracketed ? text.indexOf(']') + 1 : text.indexOf(':');
    boolean hasPort = end >= 0 && text.startsWith(":", end) && text.lastIndexOf(':') == end;
    var host = hasPort ? text.substring(0, end) : text;
    var bare = isBracketed ? host.substring(1, host.length() - 1) : host;
    try {
      return new SocketAddressText(
          InetAddress.ofLiteral(bare),
          hasPort
              ? OptionalInt.of(Arguments.number("port", text.substring(end + 1)))
              : OptionalInt.empty());
    } catch (IllegalArgumentException _) {
      throw new UsageException(
          "'%s' is no address; write 10.0.0.3, 10.0.0.3:80, 2001:db8::3 or [2001:db8::3]:80"
              .formatted(text));
    }
  }
}
