package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.config.GroupSettings;
import org.haproxystats.config.GroupSettings.Group;
import org.haproxystats.config.ProcessSettings;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.RuleSet;
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
    assertSameAsTheOriginal("default.txt", settings(false, false), Optional.empty(), 1795225391);
  }

  @Test
  void processesPercentagesAndServersOverAllBackendsAreWhatTheOriginalGives() throws Exception {
    assertSameAsTheOriginal(
        "full.txt", settings(true, true), Optional.empty(), 1795225391, 1795225393);
  }

  @Test
  void excludedNamesAreLeftOutAsTheOriginalDoes() throws Exception {
    var settings =
        settings(
            false,
            true,
            Optional.of(golden("exclude-frontends")),
            Optional.of(golden("exclude-backends")));
    assertSameAsTheOriginal("exclude.txt", settings, Optional.empty(), 1795225391);
  }

  @Test
  void groupsWithDoubleWritesAreWhatTheOriginalGives() throws Exception {
    var groups =
        new GroupSettings(
            "flavor",
            true,
            List.of(
                group("abc", "^fe_"),
                group("dotted", "dotted_name$"),
                group("never", "fe\\.dotted")),
            List.of(
                group("first", "^be_a"), group("second", "^be_app$"), group("dots", "example_com")),
            List.of(group("web", "^web\\d")));
    assertSameAsTheOriginal(
        "groups-double.txt", settings(false, true), Optional.of(groups), 1795225391);
  }

  private static void assertSameAsTheOriginal(
      String file, ProcessSettings settings, Optional<GroupSettings> groups, long... snapshots)
      throws Exception {
    var actual = new TreeMap<String, String>();
    var writer = new LineWriter(new GraphiteNames(graphite(groups)));
    try (var reader = new SnapshotReader(settings, FieldCatalog.load())) {
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

  private static Group group(String name, String pattern) {
    return new Group(name, Pattern.compile(pattern));
  }

  private static ProcessSettings settings(boolean processesAndPercentages, boolean allServers) {
    return settings(processesAndPercentages, allServers, Optional.empty(), Optional.empty());
  }

  private static ProcessSettings settings(
      boolean processesAndPercentages,
      boolean serversOverAllBackends,
      Optional<Path> excludeFrontends,
      Optional<Path> excludeBackends) {
    return new ProcessSettings(
        2,
        Path.of("unused"),
        RuleSet.COMPATIBLE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        serversOverAllBackends,
        processesAndPercentages,
        processesAndPercentages,
        excludeFrontends,
        excludeBackends,
        Duration.ofSeconds(10));
  }

  private static GraphiteSettings graphite(Optional<GroupSettings> groups) {
    return new GraphiteSettings(
        true,
        "127.0.0.1",
        3002,
        3,
        Duration.ofMillis(1800),
        2,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        true,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        OptionalInt.empty(),
        "loadbalancers",
        true,
        true,
        Optional.of("lb-01.example.com"),
        groups);
  }
}
