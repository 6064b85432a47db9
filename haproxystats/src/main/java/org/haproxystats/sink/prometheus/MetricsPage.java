package org.haproxystats.sink.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.sink.prometheus.Page.Tails;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape gets: the last snapshot, and how old it is. What is older than it may be is not
 * shown: values that do not move any more would look like a site at rest.
 */
final class MetricsPage {
  private static final Tails PLAIN = Tails.of("");
  private static final byte[] NO_LABELS = {};

  private final PrometheusSettings settings;
  private final Families families;
  private final String version;
  private final InstantSource clock;
  private final AtomicReference<@Nullable KeptSnapshot> latest = new AtomicReference<>();

  /**
   * @param version this program's
   */
  MetricsPage(PrometheusSettings settings, Families families, String version, InstantSource clock) {
    this.settings = settings;
    this.families = families;
    this.version = version;
    this.clock = clock;
  }

  /** Shows a snapshot from now on. */
  void show(KeptSnapshot snapshot) {
    latest.set(snapshot);
  }

  /** Why there is nothing to show of HAProxy; null if there is. */
  @Nullable String trouble() {
    var snapshot = latest.get();
    if (snapshot == null) {
      return "there was no snapshot yet";
    }
    return isFresh(snapshot)
        ? null
        : "the last snapshot is %d s old, more than max-age allows".formatted(age(snapshot));
  }

  private boolean isFresh(KeptSnapshot snapshot) {
    return settings.maxAge().isZero()
        || Duration.ofSeconds(age(snapshot)).compareTo(settings.maxAge()) <= 0;
  }

  private long age(KeptSnapshot snapshot) {
    return Math.max(0, clock.instant().getEpochSecond() - snapshot.seconds());
  }

  /** Writes the page. */
  void write(ScrapeRequest request, Format format, OutputStream out) throws IOException {
    var page = new Page(out, format);
    var snapshot = latest.get();
    boolean fresh = snapshot != null && isFresh(snapshot);
    if (settings.names() == NameStyle.HAPROXY_EXPORTER && request.wants("haproxy_up")) {
      page.begin("haproxy_up", false, "Was the last scrape of HAProxy successful.");
      page.line(NO_LABELS, PLAIN, fresh ? 1 : 0);
    }
    if (snapshot != null) {
      new PageWriter(families, settings.quirks(), request, page).write(snapshot, !fresh);
    }
    if (request.scopes().contains(ObjectKind.COLLECTOR)) {
      writeOwn(request, page, snapshot);
    }
    page.end();
  }

  private void writeOwn(ScrapeRequest request, Page page, @Nullable KeptSnapshot snapshot)
      throws IOException {
    if (request.wants("haproxystats_build_info")) {
      page.begin("haproxystats_build_info", false, "The version of haproxystats");
      page.line(NO_LABELS, Tails.of(Labels.label("version", version)), 1);
    }
    if (snapshot != null && request.wants("haproxystats_snapshot_timestamp_seconds")) {
      page.begin("haproxystats_snapshot_timestamp_seconds", false, "When the values were taken");
      page.line(NO_LABELS, PLAIN, snapshot.seconds());
    }
    if (snapshot != null && request.wants("haproxystats_snapshot_age_seconds")) {
      page.begin("haproxystats_snapshot_age_seconds", false, "How old the values are");
      page.line(NO_LABELS, PLAIN, age(snapshot));
    }
  }
}
