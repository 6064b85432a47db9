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

  /**
   * {@return a key for tables of type string}
   *
   * @param text the key as it is, spaces included
   */
  public static TableKey of(String text) {
    return new TableKey(text);
  }

  /**
   * {@return a key for tables of type ip and ipv6}
   *
   * @param address of the table's family; a scope is left out
   */
  public static TableKey of(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return new TableKey(zone < 0 ? text : text.substring(0, zone));
  }

  /**
   * {@return a key for tables of type integer}
   *
   * @param number 0 to 2^32 - 1
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static TableKey of(long number) {
    if (number < 0 || number > TableData.MAX_32_BITS) {
      throw new IllegalArgumentException(
          "the key " + number + " is not in 0 to " + TableData.MAX_32_BITS);
    }
    return new TableKey(String.valueOf(number));
  }
}
