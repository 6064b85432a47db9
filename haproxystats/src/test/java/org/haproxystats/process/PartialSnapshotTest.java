package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot of a HAProxy 2.2 with four processes, whole and without two of them. */
class PartialSnapshotTest {
  private static final Path WHOLE =
      Path.of("src", "test", "resources", "golden", "spool", "1795225391");

  @TempDir private Path folder;

  /** Copies the files of all processes but the third and the fourth. */
  private Path partialSnapshot() throws IOException {
    var directory = Files.createDirectory(folder.resolve("1795225391"));
    try (var files = Files.newDirectoryStream(WHOLE, "*[12].sock_*")) {
      for (var file : files) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    Files.writeString(directory.resolve("missing"), "3.sock\tnobody listens\n4.sock\tclosed\n");
    return directory;
  }

  @Test
  void theNumberOfMissingProcessesIsAmongTheOwnMetrics() throws IOException {
    var values = collectorMetrics(partialSnapshot());
    assertThat(values).containsEntry("MissingProcesses", 2.0);
    assertThat(values.keySet()).containsAll(collectorMetrics(WHOLE).keySet());
  }

  @Test
  void aWholeSnapshotHasNoSuchMetric() throws IOException {
    assertThat(collectorMetrics(WHOLE))
        .doesNotContainKey("MissingProcesses")
        .containsKey("MetricsHAProxy");
  }

  private static Map<String, Double> collectorMetrics(Path directory) throws IOException {
    var settings = TestConfiguration.process("");
    var values = new TreeMap<String, Double>();
    try (var reader = new SnapshotReader(settings, FieldCatalog.load())) {
      for (var table : reader.read(Snapshot.at(directory).orElseThrow()).tables()) {
        if (table.kind() == ObjectKind.COLLECTOR) {
          table.columns().forEach(c -> values.put(c.metric().name(), c.doubleValue(0)));
        }
      }
    }
    return values;
  }
}
