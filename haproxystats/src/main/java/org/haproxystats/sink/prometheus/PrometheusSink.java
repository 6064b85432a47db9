package org.haproxystats.sink.prometheus;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SnapshotNeeds;

/**
 * Shows the newest snapshot to whoever scrapes it. A delivery is a copy in memory, so it is
 * confirmed at once; of a backlog only the newest snapshot matters. A scrape costs HAProxy nothing,
 * and delays no delivery.
 */
final class PrometheusSink implements Sink {
  private final PrometheusSettings settings;
  private final Families families;
  private final SnapshotKeeper keeper;
  private final MetricsPage page;
  private final MetricsServer server;

  private PrometheusSink(PrometheusSettings settings, Families families, MetricsPage page)
      throws IOException {
    this.settings = settings;
    this.families = families;
    this.page = page;
    this.keeper = new SnapshotKeeper(new Labels(settings.names()), settings.eachProcess());
    this.server = MetricsServer.start(settings, page);
  }

  /**
   * Listens.
   *
   * @param version this program's
   * @param clock tells how old the snapshot is
   * @throws IOException it cannot listen; the message says what to do
   */
  static PrometheusSink open(PrometheusSettings settings, String version, InstantSource clock)
      throws IOException {
    var families = Families.of(settings);
    return new PrometheusSink(
        settings, families, new MetricsPage(settings, families, version, clock));
  }

  @Override
  public String name() {
    return PrometheusSinkFactory.SECTION;
  }

  /** The port that it listens on. */
  int port() {
    return server.port();
  }

  @Override
  public SnapshotNeeds needs() {
    var needs = SnapshotNeeds.of(families.fields()).withRates(settings.rates());
    return settings.eachProcess() ? needs.withEachProcess() : needs;
  }

  @Override
  public boolean takesOnlyTheNewest() {
    return true;
  }

  /**
   * Shows the snapshot, whatever its second: what is delivered here has come last, and is older
   * than what is shown if the clock was set back.
   */
  @Override
  public long deliver(AggregatedSnapshot snapshot) {
    var kept = keeper.keep(snapshot);
    page.show(kept);
    return kept.parts().stream()
        .flatMap(part -> part.values().stream())
        .mapToLong(table -> (long) table.rows() * table.columns().size())
        .sum();
  }

  @Override
  public Duration retryDelay() {
    return Duration.ofSeconds(1); // Nothing here fails.
  }

  @Override
  public void close() {
    server.close();
  }
}
