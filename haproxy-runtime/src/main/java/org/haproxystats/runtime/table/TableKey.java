package org.haproxystats.runtime.table;

import java.net.InetAddress;

/**
 * The key of an entry of a stick table of type ip, ipv6, integer or string; HAProxy takes no other.
 *
 * <p>The key must be of the table's type. HAProxy does not always tell: a text that is no address
 * is taken for {@code 0.0.0.0} by versions before 3.0, one that is no number for 0 by later ones,
 * and a text longer than the table's {@code len} is cut.
 *
 * @param text as HAProxy takes it
 */
public record TableKey(String text) {

  /** For tables of type string. */
  public static TableKey of(String text) {
    return new TableKey(text);
  }

  /** For tables of type ip and ipv6. */
  public static TableKey of(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return new TableKey(zone < 0 ? text : text.substring(0, zone));
  }

  /**
   * For tables of type integer.
   *
   * @throws IllegalArgumentException if it is no number of 32 bits without a sign
   */
  public static TableKey of(long number) {
    if (number < 0 || number > TableData.MAX_32_BITS) {
      throw new IllegalArgumentException(
          "the key " + number + " is not in 0 to " + TableData.MAX_32_BITS);
    }
    return new TableKey(String.valueOf(number));
  }
}
