package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;

/**
 * What the Python original sent for snapshots of a real HAProxy 2.2 with {@code nbproc 4}: the same
 * names, the same values as numbers, none missing and none added; only {@code nan} is not sent.
 */
class GoldenTest {
  private static final String MASKED = "@SECONDS@";

  @Test
  void theDefaultConfigurationGivesWhatTheOriginalGives() throws Exception {
    assertSameAsTheOriginal("default.txt", "", 1795225391);
  }

  @Test
  void processesPercentagesAndServersOverAllBackendsAreWhatTheOriginalGives() throws Exception {
    var configuration =
        """
        [process]
        per-process-metrics = true
        calculate-percentages = true
        aggr-server-metrics = true
        """;
    assertSameAsTheOriginal("full.txt", configuration, 1795225391, 1795225393);
  }

  @Test
  void excludedNamesAreLeftOutAsTheOriginalDoes() throws Exception {
    var configuration =
        """
        [process]
        aggr-server-metrics = true
        exclude-frontends = %s
        exclude-backends = %s
        """
            .formatted(golden("exclude-frontends"), golden("exclude-backends"));
    assertSameAsTheOriginal("exclude.txt", configuration, 1795225391);
  }

  @Test
  void groupsWithDoubleWritesAreWhatTheOriginalGives() throws Exception {
    var configuration =
        """
        [process]
        aggr-server-metrics = true
        [graphite]
        group-namespace = flavor
        group-namespace-double-writes = true
        [frontend-groups]
        abc = ^fe_
        dotted = dotted_name$$
        never = fe\\.dotted
        [backend-groups]
        first = ^be_a
        second = ^be_app$$
        dots = example_com
        [server-groups]
        web = ^web\\d
        """;
    assertSameAsTheOriginal("groups-double.txt", configuration, 1795225391);
  }

  /** Process gets the configuration that the original got, and the name of the original's host. */
  private static void assertSameAsTheOriginal(String file, String text, long... snapshots)
      throws Exception {
    var configuration = TestConfiguration.of("[DEFAULT]\nhostname = lb-01.example.com\n" + text);
    assertThat(configuration.warnings()).isEmpty();
    var actual = new TreeMap<String, String>();
    var writer = new LineWriter(new GraphiteNames(configuration.graphite()));
    try (var reader = new SnapshotReader(configuration.process(), FieldCatalog.load())) {
      for (long seconds : snapshots) {
        var directory = golden("spool").resolve(String.valueOf(seconds));
        var bytes = new ByteArrayOutputStream();
        var snapshot = reader.read(Snapshot.at(directory).orElseThrow());
        writer.write(
            snapshot, batch -> bytes.write(batch.array(), batch.arrayOffset(), batch.remaining()));
        bytes.toString(StandardCharsets.UTF_8).lines().forEach(line -> put(actual, line));
      }
    }
    var expected = new TreeMap<String, String>();
    Files.readAllLines(golden(file)).forEach(line -> put(expected, line));
    expected.values().removeIf("nan"::equals);

    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, value) -> assertSame(name, actual, value));
  }

  private static void assertSame(String name, Map<String, String> actual, String expected) {
    double value = Double.parseDouble(actual.getOrDefault(name, ""));
    if (expected.equals(MASKED)) {
      assertThat(value).as(name).isNotNegative();
    } else {
      double number = Double.parseDouble(expected);
      assertThat(value).as(name).isCloseTo(number, within(Math.abs(number) * 1e-9));
    }
  }

  /** Keeps a line by its name and its second; each may come only once. */
  private static void put(Map<String, String> lines, String line) {
    var fields = line.split(" ", -1);
    assertThat(fields).as(line).hasSize(3);
    assertThat(lines.put(fields[0] + " " + fields[2], fields[1])).as(line).isNull();
  }

  private static Path golden(String name) throws URISyntaxException {
    var url = GoldenTest.class.getResource("/golden/" + name);
    assertThat(url).as(name).isNotNull();
    return Path.of(url.toURI());
  }
}
