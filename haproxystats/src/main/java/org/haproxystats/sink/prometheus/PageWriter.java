package org.haproxystats.sink.prometheus;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.sink.prometheus.Page.Tails;
import org.jspecify.annotations.Nullable;

/** Writes what a scrape asks for of one snapshot. */
final class PageWriter {
  private static final Tails PLAIN = Tails.of("");

  private final Families families;
  private final boolean quirks;
  private final ScrapeRequest request;
  private final Page page;

  /**
   * @param quirks whether metrics that HAProxy's exporter has wrong are written too
   */
  PageWriter(Families families, boolean quirks, ScrapeRequest request, Page page) {
    this.families = families;
    this.quirks = quirks;
    this.request = request;
    this.page = page;
  }

  /**
   * Writes the metrics of a snapshot.
   *
   * @param onlyCollector whether HAProxy's are left out
   */
  void write(KeptSnapshot snapshot, boolean onlyCollector) throws IOException {
    for (var family : families.all()) {
      if (request.wants(family)
          && (quirks || !family.quirk())
          && (!onlyCollector || family.kind() == ObjectKind.COLLECTOR)) {
        page.begin(family.name(), family.counter(), family.help());
        for (var source : family.sources()) {
          for (var part : snapshot.parts()) {
            write(family.kind(), source, part);
          }
        }
      }
    }
  }

  private void write(ObjectKind kind, Source source, Map<ObjectKind, KeptTable> part)
      throws IOException {
    var table = part.get(kind);
    if (table == null) {
      return;
    }
    if (request.descriptionLabels() && kind == ObjectKind.DAEMON && !isDescription(source)) {
      table = table.described();
    }
    switch (source) {
      case Source.Value value -> writeValues(kind, table, value);
      case Source.Code code -> writeCodes(kind, table, code);
      case Source.InState state -> writeStates(kind, table, state);
      case Source.ServersInState state -> writeServers(table, part.get(ObjectKind.SERVER), state);
      case Source.Up up -> writeUp(kind, table, up);
      case Source.Text text -> writeTexts(table, text);
    }
  }

  private static boolean isDescription(Source source) {
    return source.field().equals(KeptTable.DESCRIPTION);
  }

  /** Whether the scrape wants an object at all. */
  private boolean isWanted(ObjectKind kind, KeptTable table, int row) {
    return !request.withoutMaintenance()
        || kind != ObjectKind.SERVER
        || !table.isInMaintenance(row);
  }

  private void writeValues(ObjectKind kind, KeptTable table, Source.Value source)
      throws IOException {
    var column = table.columns().get(source.field());
    long factor = 1;
    if (column == null && source.older().isPresent()) {
      column = table.columns().get(source.older().get().field());
      factor = source.older().get().factor();
    }
    if (column == null) {
      return; // This HAProxy does not have it.
    }
    var tails = Tails.of(source.label());
    double scale = source.milliseconds() ? 1e-3 : factor;
    for (int row = 0; row < table.rows(); row++) {
      if ((source.onlyHttp() && !table.isHttp(row)) || !isWanted(kind, table, row)) {
        continue;
      }
      if (column.isAbsent(row)) {
        writeAbsent(table.labels().get(row), tails, source.absent());
      } else if (scale == 1 && column instanceof MetricColumn.Longs longs) {
        page.line(table.labels().get(row), tails, longs.values()[row]);
      } else {
        double value = column.doubleValue(row);
        page.line(
            table.labels().get(row), tails, source.milliseconds() ? value / 1000 : value * scale);
      }
    }
  }

  private void writeAbsent(byte[] labels, Tails tails, Source.Absent absent) throws IOException {
    switch (absent) {
      case ZERO -> page.line(labels, tails, 0);
      case NAN -> {
        if (quirks) {
          page.lineWithoutValue(labels, tails);
        }
      }
      case NOTHING -> {}
    }
  }

  private void writeCodes(ObjectKind kind, KeptTable table, Source.Code source) throws IOException {
    for (int row = 0; row < table.rows(); row++) {
      if (table.text(source.status(), row) != null && isWanted(kind, table, row)) {
        var code = table.text(source.field(), row);
        page.line(table.labels().get(row), PLAIN, code == null ? 0 : number(code.text()));
      }
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0; // As if there were none.
    }
  }

  private void writeStates(ObjectKind kind, KeptTable table, Source.InState source)
      throws IOException {
    var states = States.of(kind, source.field());
    var tails = tails(states);
    for (int row = 0; row < table.rows(); row++) {
      var text = table.text(source.field(), row);
      if (text != null && isWanted(kind, table, row)) {
        int bits = states.bits(text);
        for (int state = 0; state < tails.size(); state++) {
          page.line(table.labels().get(row), tails.get(state), bits >> state & 1);
        }
      }
    }
  }

  private static List<Tails> tails(States states) {
    return states.names().stream().map(state -> Tails.of(Labels.label("state", state))).toList();
  }

  private void writeServers(
      KeptTable backends, @Nullable KeptTable servers, Source.ServersInState source)
      throws IOException {
    if (servers == null) {
      return;
    }
    var states = States.of(ObjectKind.SERVER, source.field());
    var counts = new HashMap<String, int[]>();
    for (int row = 0; row < servers.rows(); row++) {
      var ofBackend =
          counts.computeIfAbsent(
              servers.objects().get(row).proxy(), _ -> new int[states.names().size()]);
      int bits = states.bits(servers.text(source.field(), row));
      for (int state = 0; state < ofBackend.length; state++) {
        ofBackend[state] += bits >> state & 1;
      }
    }
    var tails = tails(states);
    for (int row = 0; row < backends.rows(); row++) {
      var ofBackend = counts.get(backends.objects().get(row).name());
      for (int state = 0; ofBackend != null && state < tails.size(); state++) {
        page.line(backends.labels().get(row), tails.get(state), ofBackend[state]);
      }
    }
  }

  private void writeUp(ObjectKind kind, KeptTable table, Source.Up source) throws IOException {
    var states = States.of(kind, source.field());
    for (int row = 0; row < table.rows(); row++) {
      var text = table.text(source.field(), row);
      if (text != null && isWanted(kind, table, row)) {
        page.line(table.labels().get(row), PLAIN, states.isUp(text) ? 1 : 0);
      }
    }
  }

  private void writeTexts(KeptTable table, Source.Text source) throws IOException {
    for (int row = 0; row < table.rows(); row++) {
      var text = table.text(source.field(), row);
      if (text == null && source.older().isPresent()) {
        text = table.text(source.older().get(), row);
      }
      if (text != null) {
        page.line(table.labels().get(row), Tails.of(Labels.label(source.label(), text.text())), 1);
      }
    }
  }
}
