package org.haproxystats.runtime.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One {@code peers} section, and how its peers share their stick tables ({@code show peers}).
 * HAProxy writes this for readers and changes it at will: the parts that stay are read, and the
 * whole text is kept beside them.
 *
 * @param name of the section
 * @param fields what is said of the section itself, by HAProxy's names and in its order, such as
 *     {@code resync_timeout=4s}
 * @param peers in HAProxy's order, this HAProxy among them
 * @param text all lines, also the dictionaries of HAProxy before 2.4, without the line feed at
 *     their end
 */
public record PeerSection(String name, Map<String, String> fields, List<Peer> peers, String text) {

  /** Keeps copies that nobody can change. */
  public PeerSection {
    fields = unmodifiable(fields);
    peers = List.copyOf(peers);
  }

  /**
   * One peer.
   *
   * @param name as the section has it
   * @param isLocal whether it is the HAProxy that was asked
   * @param isConnected whether there is a connection with it, or an attempt to connect
   * @param status how the last connection stands, in HAProxy's word: {@code NONE}, {@code CONN}
   *     while it tries to connect, {@code ESTA} if it is connected, or a word for a failure
   * @param address its address and port
   * @param fields all that is said of it as {@code name=value}, also the above, by HAProxy's names
   *     and in its order, such as {@code new_conn=2}
   * @param tables what it shares with this HAProxy
   */
  public record Peer(
      String name,
      boolean isLocal,
      boolean isConnected,
      String status,
      String address,
      Map<String, String> fields,
      List<SharedTable> tables) {

    /** Keeps copies that nobody can change. */
    public Peer {
      fields = unmodifiable(fields);
      tables = List.copyOf(tables);
    }
  }

  /**
   * One stick table as it is shared with one peer.
   *
   * @param name of the table
   * @param exchange how far the exchange with the peer has come, by HAProxy's names and in its
   *     order, such as {@code last_pushed=18} for the last update that was sent
   * @param table what is said of the table itself, the same for each peer, such as {@code
   *     update=18} for its newest update
   */
  public record SharedTable(String name, Map<String, String> exchange, Map<String, String> table) {

    /** Keeps copies that nobody can change. */
    public SharedTable {
      exchange = unmodifiable(exchange);
      table = unmodifiable(table);
    }
  }

  private static Map<String, String> unmodifiable(Map<String, String> fields) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
