package org.haproxystats.sink.otlp;

import java.io.IOException;
import java.time.Duration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SnapshotNeeds;

/**
 * Pushes snapshots to a collector. A snapshot is confirmed when the collector has accepted all its
 * batches; after a failure it is sent again, whole, with the same times.
 */
final class OtlpSink implements Sink {
  /** Longer than this no collector is left alone. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final long NONE = -1;

  private final OtlpSettings settings;
  private final SnapshotMetrics metrics;
  private final Collector collector;

  /* Snapshots are known by their seconds. */
  private long refused = NONE;
  private long blamed = NONE;
  private boolean acceptsOthers;

  OtlpSink(OtlpSettings settings, SnapshotMetrics metrics, Collector collector) {
    this.settings = settings;
    this.metrics = metrics;
    this.collector = collector;
  }

  @Override
  public String name() {
    return OtlpSinkFactory.SECTION;
  }

  @Override
  public SnapshotNeeds needs() {
    return settings.metrics().needs().withStarts().withRates(settings.rates());
  }

  /** Many that store values refuse those that are older than the last one. */
  @Override
  public boolean takesInOrder() {
    return true;
  }

  @Override
  public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    try {
      long values = metrics.write(snapshot, collector::export);
      acceptsOthers = true;
      return values;
    } catch (RefusedException e) {
      if (isTheSnapshotsFault(snapshot.seconds())) {
        throw new IllegalStateException(e.getMessage() + ", which has taken others", e);
      }
      throw e;
    }
  }

  /**
   * Whether a snapshot is refused again by a collector that has accepted others. It would hold up
   * all that come after it for ever. A collector that refuses everything must not have everything
   * set aside: after one snapshot was, another must have been accepted before the next one is.
   */
  private boolean isTheSnapshotsFault(long seconds) {
    boolean again = refused == seconds;
    refused = seconds;
    if (!again || (!acceptsOthers && blamed != seconds)) {
      return false;
    }
    blamed = seconds;
    acceptsOthers = false;
    return true;
  }

  /** As configured, or as long as the collector asks for. */
  @Override
  public Duration retryDelay() {
    var asked = collector.retryAfter();
    var longest = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    return longest.compareTo(settings.delay()) > 0 ? longest : settings.delay();
  }

  @Override
  public void close() {
    collector.close();
  }
}
