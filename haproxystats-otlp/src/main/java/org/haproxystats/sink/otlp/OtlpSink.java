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

  private final OtlpSettings settings;
  private final SnapshotMetrics metrics;
  private final Collector collector;

  private long accepted;
  private long refused = -1;
  private long acceptedBeforeRefusal;

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

  @Override
  public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    try {
      long values = metrics.write(snapshot, collector::export);
      accepted++;
      return values;
    } catch (RefusedException e) {
      if (isTheSnapshotsFault(snapshot.seconds())) {
        throw new IllegalStateException(e.getMessage() + ", which takes others", e);
      }
      throw e;
    }
  }

  /**
   * Whether a snapshot is refused again, after others were accepted: then the collector works, and
   * the snapshot would hold up all others for ever.
   */
  private boolean isTheSnapshotsFault(long seconds) {
    if (refused == seconds && accepted > acceptedBeforeRefusal) {
      return true;
    }
    if (refused != seconds) {
      refused = seconds;
      acceptedBeforeRefusal = accepted;
    }
    return false;
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
