package org.haproxystats.runtime.tls;

import java.util.List;

/**
 * The keys that encrypt TLS session tickets, of one file.
 *
 * @param id HAProxy's number of the file, which a reload may change
 * @param file the file's name, as the configuration has it
 * @param keys in base64, the oldest first; the last but one encrypts new tickets
 */
public record TicketKeys(int id, String file, List<Secret> keys) {
  /** Keeps a copy that nobody can change. */
  public TicketKeys {
    keys = List.copyOf(keys);
  }
}
