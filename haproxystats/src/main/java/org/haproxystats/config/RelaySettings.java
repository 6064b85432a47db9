package org.haproxystats.config;

import java.util.List;

/**
 * Where {@code [graphite]} sends to, and how.
 *
 * @param relays the receivers, at least one
 * @param mode which of them get a snapshot
 * @param protocol what they understand
 */
public record RelaySettings(List<Relay> relays, Mode mode, Protocol protocol) {

  /** Which relays get a snapshot. */
  public enum Mode {
    /** The first one that works. */
    FAILOVER,
    /** All of them, each at its own pace. */
    ALL
  }

  /** What is sent. */
  public enum Protocol {
    /** A line for each value. */
    TEXT,
    /** Lists of values as Python's pickle writes them; for Graphite's own receivers. */
    PICKLE
  }

  public RelaySettings {
    relays = List.copyOf(relays);
  }

  /** One relay that reads lines. */
  static RelaySettings of(Relay relay) {
    return new RelaySettings(List.of(relay), Mode.FAILOVER, Protocol.TEXT);
  }
}
