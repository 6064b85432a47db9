package org.haproxystats.sink.graphite;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.config.Relay;
import org.haproxystats.config.RelaySettings.Mode;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SnapshotNeeds;

/**
 * Sends snapshots to Graphite relays over TCP.
 *
 * <p>The protocol has no answers, and what the kernel has taken may never be read: a relay that is
 * killed takes with it what lies in its socket. So each snapshot has a connection of its own, and
 * when all is written the sending half is closed. carbon, carbon-c-relay and their like then read
 * what is left, and close their side; that end of the stream is the confirmation. An end before
 * that, a reset, or silence for too long means that the snapshot is sent again, whole. Graphite
 * keeps one value for a path and a second, so a repeat is harmless.
 *
 * <p>A receiver that never closes its side looks just like one that hangs and never reads. For its
 * silence a snapshot is never taken as delivered: it stays in the spool, and the log says why.
 * Where the settings ask for no confirmation, what is written counts as delivered.
 *
 * <p>Of several relays the first one that works gets a snapshot. One that has failed is tried last
 * for a while.
 */
public final class GraphiteSink implements Sink {
  private static final System.Logger LOG = System.getLogger(GraphiteSink.class.getName());
  private static final String NAME = "graphite";

  private final GraphiteSettings settings;
  private final LineWriter writer;
  private final String name;
  private final List<RelayClient> relays;

  /** A sink whose relays stand in for each other. */
  public GraphiteSink(GraphiteSettings settings, GraphiteNames names) {
    this(settings, names, NAME, settings.relays().relays());
  }

  private GraphiteSink(
      GraphiteSettings settings, GraphiteNames names, String name, List<Relay> relays) {
    this.settings = settings;
    this.writer = new LineWriter(names);
    this.name = name;
    this.relays = relays.stream().map(relay -> new RelayClient(settings, relay)).toList();
  }

  /**
   * The sinks for the relays of the settings: one, or one for each relay where all of them have to
   * confirm each snapshot.
   *
   * @throws IOException a file for TLS cannot be used; the message names it
   */
  public static List<GraphiteSink> of(GraphiteSettings settings, GraphiteNames names)
      throws IOException {
    var tls = settings.relays().tls();
    if (tls.isPresent()) {
      var _ = tls.get().context(); // Better told now than in the middle of the night.
    }
    if (settings.relays().mode() == Mode.FAILOVER) {
      return List.of(new GraphiteSink(settings, names));
    }
    return settings.relays().relays().stream()
        .map(relay -> new GraphiteSink(settings, names, NAME + "-" + relay.name(), List.of(relay)))
        .toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SnapshotNeeds needs() {
    return SnapshotNeeds.asConfigured().withRates(settings.rates());
  }

  @Override
  public OptionalInt mostWaiting() {
    return settings.queueSize();
  }

  @Override
  public Duration retryDelay() {
    return settings.delay();
  }

  /** One round: a first attempt, then {@code retries} more with growing pauses between them. */
  @Override
  public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    double pause = settings.interval().toMillis();
    for (int failures = 0; ; failures++) {
      var troubles = new ArrayList<IOException>();
      for (var relay : inOrder()) {
        try {
          return relay.deliver(snapshot, writer);
        } catch (IOException e) {
          troubles.add(e);
        }
      }
      boolean nothingSent = troubles.stream().allMatch(NoConnectionException.class::isInstance);
      boolean lastOne = settings.retries() >= 0 && failures >= settings.retries();
      if (!nothingSent || lastOne) {
        throw oneOf(troubles);
      }
      LOG.log(Level.DEBUG, oneOf(troubles).getMessage() + "; next attempt in " + pause + " ms");
      Thread.sleep((long) pause);
      pause = Math.min(pause * settings.backoff(), Integer.MAX_VALUE);
    }
  }

  private List<RelayClient> inOrder() {
    return relays.stream().sorted(Comparator.comparing(RelayClient::isResting)).toList();
  }

  private static IOException oneOf(List<IOException> troubles) {
    return troubles.size() == 1
        ? troubles.getFirst()
        : new IOException(
            troubles.stream().map(IOException::getMessage).collect(Collectors.joining("; ")),
            troubles.getFirst());
  }

  @Override
  public void close() {
    // Every connection ends with its delivery.
  }
}
