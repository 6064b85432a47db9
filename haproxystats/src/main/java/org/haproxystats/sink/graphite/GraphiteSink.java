package org.haproxystats.sink.graphite;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.OptionalInt;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.Sink;

/**
 * Sends snapshots to a Graphite relay as lines of text over TCP.
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
 * <p>A relay that is well may take nothing for a second or more while it passes on a large
 * snapshot, and would then fail each time at the same place. So each time that a write exceeds its
 * limit, the limit is doubled, up to that of the confirmation.
 */
public final class GraphiteSink implements Sink {
  private static final System.Logger LOG = System.getLogger(GraphiteSink.class.getName());

  private final GraphiteSettings settings;
  private final LineWriter writer;
  private boolean lastWasConfirmed;
  private Duration writeTimeout;

  public GraphiteSink(GraphiteSettings settings, GraphiteNames names) {
    this.settings = settings;
    this.writer = new LineWriter(names);
    this.writeTimeout = settings.writeTimeout();
  }

  @Override
  public String name() {
    return "graphite";
  }

  @Override
  public OptionalInt mostWaiting() {
    return settings.queueSize();
  }

  @Override
  public Duration retryDelay() {
    return settings.delay();
  }

  @Override
  public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    boolean trusted = lastWasConfirmed;
    lastWasConfirmed = false;
    try (var connection = connect()) {
      long lines = write(snapshot, connection);
      if (settings.confirm()) {
        connection.finish(settings.confirmTimeout(), trusted);
        lastWasConfirmed = true;
      } else {
        connection.finishUnconfirmed();
      }
      return lines;
    } catch (IOException e) {
      throw new IOException(receiver() + ": " + e.getMessage(), e);
    }
  }

  private long write(AggregatedSnapshot snapshot, GraphiteConnection connection)
      throws IOException, InterruptedException {
    try {
      return writer.write(snapshot, connection::write);
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

  /** One round: a first attempt, then {@code retries} more with growing pauses between them. */
  private GraphiteConnection connect() throws IOException, InterruptedException {
    double pause = settings.interval().toMillis();
    for (int failures = 0; ; failures++) {
      try {
        return connectToAnyAddress();
      } catch (IOException e) {
        if (settings.retries() >= 0 && failures >= settings.retries()) {
          throw e;
        }
        LOG.log(
            Level.DEBUG, receiver() + ": " + e.getMessage() + "; next attempt in " + pause + " ms");
        Thread.sleep((long) pause);
        pause = Math.min(pause * settings.backoff(), Integer.MAX_VALUE);
      }
    }
  }

  private GraphiteConnection connectToAnyAddress() throws IOException, InterruptedException {
    IOException failure = new ConnectException("it has no address");
    for (InetAddress address : addresses()) {
      try {
        return GraphiteConnection.open(
            new InetSocketAddress(address, settings.port()),
            settings.connectTimeout(),
            writeTimeout);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  /** Asked for at each attempt: a relay may move while this program runs. */
  private InetAddress[] addresses() throws IOException {
    try {
      return InetAddress.getAllByName(settings.server());
    } catch (UnknownHostException e) {
      throw new UnknownHostException(
          "its name cannot be resolved; check the option server in [graphite]");
    }
  }

  private String receiver() {
    return "Graphite at " + settings.server() + ":" + settings.port();
  }

  @Override
  public void close() {
    // Every connection ends with its delivery.
  }
}
