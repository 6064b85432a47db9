package org.haproxystats.sink.graphite;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.config.Relay;
import org.haproxystats.config.RelaySettings.Protocol;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.AggregatedSnapshot;

/**
 * Sends snapshots to one relay, each on a connection of its own. For one thread.
 *
 * <p>A relay that is well may take nothing for a second or more while it passes on a large
 * snapshot, and would then fail each time at the same place. So each time that a write exceeds its
 * limit, the limit is doubled, up to that of the confirmation.
 */
final class RelayClient {
  private final GraphiteSettings settings;
  private final Relay relay;
  private boolean lastWasConfirmed;
  private Duration writeTimeout;
  private long restingUntil = System.nanoTime();

  RelayClient(GraphiteSettings settings, Relay relay) {
    this.settings = settings;
    this.relay = relay;
    this.writeTimeout = settings.writeTimeout();
  }

  /** Whether it has failed a short time ago, so that others are to be tried first. */
  boolean isResting() {
    return System.nanoTime() - restingUntil < 0;
  }

  /**
   * Sends one snapshot, once.
   *
   * @return how many values were sent
   * @throws NoConnectionException nothing was sent
   * @throws IOException the relay has not confirmed it
   */
  long deliver(AggregatedSnapshot snapshot, LineWriter writer)
      throws IOException, InterruptedException {
    boolean trusted = lastWasConfirmed;
    lastWasConfirmed = false;
    try (var connection = connectToAnyAddress()) {
      long values = write(snapshot, writer, connection);
      if (settings.confirm()) {
        connection.finish(settings.confirmTimeout(), trusted);
        lastWasConfirmed = true;
      } else {
        connection.finishUnconfirmed();
      }
      return values;
    } catch (NoConnectionException e) {
      rest();
      throw e;
    } catch (IOException e) {
      rest();
      throw new IOException(this + ": " + e.getMessage(), e);
    }
  }

  private void rest() {
    restingUntil = System.nanoTime() + settings.delay().toNanos();
  }

  private long write(AggregatedSnapshot snapshot, LineWriter writer, GraphiteConnection connection)
      throws IOException, InterruptedException {
    LineWriter.Batches batches =
        settings.relays().protocol() == Protocol.PICKLE
            ? new PickleBatches(connection::write)
            : connection::write;
    try {
      return writer.write(snapshot, batches);
    } catch (SocketTimeoutException e) {
      writeTimeout = longer(writeTimeout);
      throw e;
    }
  }

  private Duration longer(Duration limit) {
    var longest = settings.confirmTimeout();
    if (limit.compareTo(longest) >= 0) {
      return limit;
    }
    var doubled = limit.multipliedBy(2);
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  private GraphiteConnection connectToAnyAddress() throws IOException, InterruptedException {
    IOException failure = new ConnectException("it has no address");
    try {
      // Asked for at each attempt: a relay may move while this program runs.
      for (InetAddress address : InetAddress.getAllByName(relay.host())) {
        try {
          return GraphiteConnection.open(
              new InetSocketAddress(address, relay.port()),
              tls(),
              settings.connectTimeout(),
              writeTimeout);
        } catch (IOException e) {
          failure = e;
        }
      }
    } catch (UnknownHostException e) {
      failure =
          new UnknownHostException(
              "its name cannot be resolved; check server or relays in [graphite]");
    }
    throw new NoConnectionException(this + ": " + FileTrouble.reason(failure), failure);
  }

  private Optional<SSLEngine> tls() throws IOException {
    var tls = settings.relays().tls();
    return tls.isPresent()
        ? Optional.of(tls.get().engine(relay.host(), relay.port()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Graphite at " + relay;
  }
}
