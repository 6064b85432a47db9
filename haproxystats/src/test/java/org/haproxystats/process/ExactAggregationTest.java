package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.RuleSet;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;

/**
 * {@code aggregation = exact} on a snapshot of a real HAProxy 2.2 with four processes. The expected
 * values were worked out by hand from the files.
 */
class ExactAggregationTest {
  private final Map<String, Double> values = read();

  @Test
  void aMaximumIsTheHighestOfAllProcesses() {
    assertThat(values)
        .containsEntry("FRONTEND fe_ssl smax", 3.0) // 2, 2, 3, 2
        .containsEntry("DAEMON  MaxConnRate", 22.0) // 22, 14, 16, 11
        .containsEntry("BACKEND be_alldown downtime", 210.0); // 210 in each
  }

  @Test
  void aTimeIsWeightedWithTheRequestsThatItComesFrom() {
    // 3 ms of 36 requests, 0 of 13, 3 of 31, 1 of 8: 209 ms of 88 requests
    assertThat(values).containsEntry("BACKEND be_app ttime", 2.375);
  }

  @Test
  void limitsAddUpUnlessThereIsNone() {
    assertThat(values)
        .containsEntry("FRONTEND fe_http slim", 1200.0) // 300 in each
        .containsEntry("SERVER be_app/web1 slim", 200.0) // 50 in each
        .containsEntry("SERVER be_app/web2 slim", Double.NaN) // empty: unlimited
        .containsEntry("DAEMON  ConnRateLimit", 0.0) // 0: unlimited
        .containsEntry("DAEMON  Maxconn", 1600.0);
  }

  @Test
  void whatHaproxyDoesNotGiveIsNotCounted() {
    assertThat(values)
        .containsEntry("SERVER be_app/web1 throttle", Double.NaN)
        .containsEntry("FRONTEND fe_tcp hrsp_2xx", Double.NaN)
        .containsEntry("BACKEND be_empty ttime", Double.NaN);
  }

  @Test
  void aRatioIsNotSummed() {
    assertThat(values).containsEntry("DAEMON  SslFrontendSessionReuse_pct", 100.0);
  }

  @Test
  void theNamesAreThoseOfTheCompatibleRules() {
    assertThat(values.keySet()).isEqualTo(read(RuleSet.COMPATIBLE).keySet());
  }

  private static Map<String, Double> read() {
    return read(RuleSet.EXACT);
  }

  private static Map<String, Double> read(RuleSet rules) {
    var settings = TestConfiguration.process("aggregation = " + rules.name());
    var directory = Path.of("src", "test", "resources", "golden", "spool", "1795225391");
    var values = new HashMap<String, Double>();
    try (var reader = new SnapshotReader(settings, FieldCatalog.load())) {
      for (var table : reader.read(Snapshot.at(directory).orElseThrow()).tables()) {
        for (var column : table.columns()) {
          for (int row = 0; row < table.rows(); row++) {
            values.put(
                table.objects().get(row) + " " + column.metric().name(), column.doubleValue(row));
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return values;
  }
}
