package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.ProcessTables;
import org.haproxystats.runtime.stats.RuleSet;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.runtime.stats.TextColumn;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.sink.SnapshotNeeds.Fields;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;

/** Each sink gets what it needs, whatever the others need. The snapshot has four processes. */
class SnapshotPartsTest {
  private static final SnapshotNeeds EVERYTHING =
      SnapshotNeeds.of(
              Map.of(
                  ObjectKind.DAEMON, Fields.ALL,
                  ObjectKind.FRONTEND, Fields.ALL,
                  ObjectKind.BACKEND, Fields.ALL,
                  ObjectKind.SERVER, Fields.ALL,
                  ObjectKind.LISTENER, Fields.ALL))
          .withEachProcess()
          .withStarts();

  private static AggregatedSnapshot part(RuleSet rules, SnapshotNeeds of, SnapshotNeeds... beside) {
    var settings =
        TestConfiguration.process(
            """
            aggregation = %s
            aggr-server-metrics = true
            per-process-metrics = true
            calculate-percentages = true
            """
                .formatted(rules.name().toLowerCase(Locale.ROOT)));
    var directory = Path.of("src", "test", "resources", "golden", "spool", "1795225391");
    var needs = new ArrayList<>(List.of(beside));
    needs.add(of);
    try (var reader = new SnapshotReader(settings, FieldCatalog.load(), needs)) {
      return reader.part(reader.read(Snapshot.at(directory).orElseThrow()), of);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void graphiteGetsTheSameWhateverOtherSinksNeed() {
    var graphite = SnapshotNeeds.asConfigured();
    for (var rules : RuleSet.values()) {
      assertThat(values(part(rules, graphite, EVERYTHING)))
          .isNotEmpty()
          .isEqualTo(values(part(rules, graphite)));
    }
  }

  @Test
  void aSinkGetsTheFieldsThatItNamesAndNoOthers() {
    var needs =
        SnapshotNeeds.of(
            Map.of(
                ObjectKind.SERVER, new Fields(List.of("stot", "h1sess"), List.of("status")),
                ObjectKind.BACKEND, new Fields(List.of("TotalServers"), List.of())));

    var part = part(RuleSet.COMPATIBLE, needs, SnapshotNeeds.asConfigured(), EVERYTHING);

    assertThat(part.tables())
        .extracting(MetricTable::kind)
        .containsExactly(ObjectKind.BACKEND, ObjectKind.SERVER, ObjectKind.COLLECTOR);
    assertThat(names(table(part, ObjectKind.BACKEND))).containsExactly("TotalServers");
    assertThat(names(table(part, ObjectKind.SERVER))).containsExactly("stot");
    assertThat(table(part, ObjectKind.SERVER).texts())
        .extracting(TextColumn::name)
        .containsExactly("status");
    assertThat(part.processes()).isEmpty();
  }

  @Test
  void whatHaproxyDoesNotGiveStaysAbsentByTheCompatibleRulesToo() {
    var part = part(RuleSet.COMPATIBLE, EVERYTHING, SnapshotNeeds.asConfigured());

    assertThat(value(table(part, ObjectKind.FRONTEND), "fe_tcp", "hrsp_2xx")).isNaN();
    assertThat(value(table(part, ObjectKind.FRONTEND), "fe_http", "slim")).isEqualTo(1200);
  }

  @Test
  void textsAreCountedOverTheProcesses() {
    var part = part(RuleSet.EXACT, EVERYTHING);

    assertThat(text(table(part, ObjectKind.FRONTEND), "fe_http", "status")).isEqualTo("{OPEN=4}");
    assertThat(text(table(part, ObjectKind.FRONTEND), "fe_http", "mode")).isEqualTo("{http=1}");
    assertThat(text(table(part, ObjectKind.DAEMON), "", "Name")).isEqualTo("{HAProxy=1}");
  }

  @Test
  void eachProcessHasItsOwnTables() {
    var part = part(RuleSet.EXACT, EVERYTHING, SnapshotNeeds.asConfigured());

    assertThat(part.processes()).hasSize(4).extracting(ProcessTables::name).doesNotHaveDuplicates();
    double sum =
        part.processes().stream()
            .mapToDouble(process -> value(tableOf(process, ObjectKind.FRONTEND), "fe_http", "slim"))
            .sum();
    assertThat(sum).isEqualTo(1200);
  }

  @Test
  void countersCountSinceTheLatestStart() {
    var part = part(RuleSet.EXACT, EVERYTHING);

    long latest =
        part.processes().stream()
            .mapToLong(process -> tableOf(process, ObjectKind.DAEMON).countingSince(0))
            .max()
            .orElseThrow();
    assertThat(latest).isBetween(1795220000L, 1795225391L);
    assertThat(table(part, ObjectKind.SERVER).countingSince(0)).isEqualTo(latest);
    assertThat(table(part(RuleSet.EXACT, SnapshotNeeds.asConfigured()), ObjectKind.SERVER).starts())
        .isEmpty();
  }

  /** Every value, but for how long it took to compute them. */
  private static List<String> values(AggregatedSnapshot snapshot) {
    var values = new ArrayList<String>();
    for (var table : snapshot.tables()) {
      for (var column : table.columns()) {
        for (int row = 0; table.kind() != ObjectKind.COLLECTOR && row < table.rows(); row++) {
          values.add(table.objects().get(row) + " " + column.metric() + column.doubleValue(row));
        }
      }
    }
    return values;
  }

  private static MetricTable table(AggregatedSnapshot snapshot, ObjectKind kind) {
    return tableOf(new ProcessTables("", snapshot.tables()), kind);
  }

  private static MetricTable tableOf(ProcessTables tables, ObjectKind kind) {
    return tables.tables().stream()
        .filter(table -> table.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind));
  }

  private static List<String> names(MetricTable table) {
    return table.columns().stream().map(MetricColumn::metric).map(Metric::name).toList();
  }

  private static double value(MetricTable table, String object, String metric) {
    return table.columns().stream()
        .filter(column -> column.metric().name().equals(metric))
        .mapToDouble(column -> column.doubleValue(row(table, object)))
        .sum();
  }

  private static String text(MetricTable table, String object, String field) {
    return table.texts().stream()
        .filter(column -> column.name().equals(field))
        .map(column -> String.valueOf(column.values()[row(table, object)]))
        .findFirst()
        .orElseThrow();
  }

  private static int row(MetricTable table, String object) {
    return table.objects().stream().map(StatObject::name).toList().indexOf(object);
  }
}
