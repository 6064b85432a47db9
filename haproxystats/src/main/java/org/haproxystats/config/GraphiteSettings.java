package org.haproxystats.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The section {@code [graphite]} with the group sections.
 *
 * @param enabled whether anything is sent to Graphite at all
 * @param server the relay's host name or address
 * @param port the relay's port
 * @param retries how often a failed connect is repeated in one round; negative: without end
 * @param interval the pause before the first repeated connect
 * @param backoff what that pause is multiplied with after each further failure
 * @param connectTimeout the limit of one connect
 * @param writeTimeout the limit of one write that makes no progress
 * @param confirm whether a delivery counts only when the receiver has closed the connection
 * @param confirmTimeout how long to wait for that
 * @param delay the pause between a failed delivery and the next round of connects
 * @param queueSize how many datapoints may wait for a relay that is away; empty: as many as the
 *     bounds of the backlog allow
 * @param namespace the head of every path
 * @param prefixHostname whether the host's name follows the namespace
 * @param fqdn whether the whole host name is used, with dots turned into underscores, or only the
 *     part before the first dot
 * @param hostname the host's name; empty: what the kernel says
 * @param groups the grouping of names; empty: none
 * @param tags whether names have tags, instead of a path of names
 * @param rates whether each counter is followed by what it grows by in a second
 * @param relays where all this is sent to
 */
public record GraphiteSettings(
    boolean enabled,
    String server,
    int port,
    int retries,
    Duration interval,
    double backoff,
    Duration connectTimeout,
    Duration writeTimeout,
    boolean confirm,
    Duration confirmTimeout,
    Duration delay,
    OptionalInt queueSize,
    String namespace,
    boolean prefixHostname,
    boolean fqdn,
    Optional<String> hostname,
    Optional<GroupSettings> groups,
    boolean tags,
    boolean rates,
    RelaySettings relays) {

  /** Lines without tags, to the relay at {@code server} and {@code port}. */
  public GraphiteSettings(
      boolean enabled,
      String server,
      int port,
      int retries,
      Duration interval,
      double backoff,
      Duration connectTimeout,
      Duration writeTimeout,
      boolean confirm,
      Duration confirmTimeout,
      Duration delay,
      OptionalInt queueSize,
      String namespace,
      boolean prefixHostname,
      boolean fqdn,
      Optional<String> hostname,
      Optional<GroupSettings> groups) {
    this(
        enabled,
        server,
        port,
        retries,
        interval,
        backoff,
        connectTimeout,
        writeTimeout,
        confirm,
        confirmTimeout,
        delay,
        queueSize,
        namespace,
        prefixHostname,
        fqdn,
        hostname,
        groups,
        false,
        false,
        RelaySettings.of(new Relay(server, port)));
  }
}
