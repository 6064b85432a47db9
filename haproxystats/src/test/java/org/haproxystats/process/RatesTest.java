package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counters grow by, and since when they count, over reloads and in any order of reading. */
class RatesTest {
  private static final SnapshotNeeds RATES = SnapshotNeeds.asConfigured().withRates(true);
  private static final SnapshotNeeds STARTS =
      SnapshotNeeds.of(Map.of(ObjectKind.SERVER, SnapshotNeeds.Fields.ALL))
          .withStarts()
          .withEachProcess();

  @TempDir private Path spool;
  private final List<SnapshotReader> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(SnapshotReader::close);
  }

  private SnapshotReader reader(SnapshotNeeds... needs) {
    var settings = TestConfiguration.process("aggregation = exact\nsrc-dir = " + spool + "\n");
    var reader = new SnapshotReader(settings, FieldCatalog.load(), List.of(needs));
    open.add(reader);
    return reader;
  }

  /** Adds a process to a snapshot, which has counted so many sessions for one server. */
  private void add(long seconds, String name, int pid, long start, long sessions)
      throws IOException {
    var directory = Files.createDirectories(spool.resolve(Long.toString(seconds)));
    Files.writeString(
        directory.resolve(name + "_info"),
        "Name: HAProxy%nPid: %d%nStart_time_sec: %d%nCumReq: %d%n"
            .formatted(pid, start, 2 * sessions));
    Files.writeString(
        directory.resolve(name + "_stat"),
        "# pxname,svname,stot,scur,type,%nb,s,%d,1,2,%nb,BACKEND,%d,1,1,%n"
            .formatted(sessions, sessions));
  }

  private void remove(long seconds) throws IOException {
    try (var files = Files.list(spool.resolve(Long.toString(seconds)))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(spool.resolve(Long.toString(seconds)));
  }

  private AggregatedSnapshot read(SnapshotReader reader, long seconds, SnapshotNeeds needs)
      throws IOException {
    var directory = spool.resolve(Long.toString(seconds));
    return reader.part(reader.read(Snapshot.at(directory).orElseThrow()), needs);
  }

  private Map<String, Double> rates(SnapshotReader reader, long seconds) throws IOException {
    var rates = new TreeMap<String, Double>();
    for (var table : read(reader, seconds, RATES).tables()) {
      for (var column : table.columns()) {
        boolean isRate = column.metric().isPerSecond();
        if (isRate && table.rows() > 0 && !column.isAbsent(0)) {
          rates.put(table.kind() + " " + column.metric().name(), column.doubleValue(0));
        }
      }
    }
    return rates;
  }

  @Test
  void aRateIsTheGrowthOfAllProcessesOverTheSecondsBetweenTheSnapshots() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1000, "b", 2, 500, 10);
    add(1008, "a", 1, 500, 120);
    add(1008, "b", 2, 500, 14);
    var reader = reader(RATES);

    assertThat(rates(reader, 1000)).isEmpty();
    assertThat(rates(reader, 1008))
        .containsOnly(
            Map.entry("DAEMON CumReq_per_second", 6.0),
            Map.entry("BACKEND stot_per_second", 3.0),
            Map.entry("SERVER stot_per_second", 3.0));
  }

  @Test
  void aSnapshotThatIsReadFirstIsComparedWithTheOneBeforeItInTheSpool() throws IOException {
    for (int i = 0; i <= 5; i++) {
      add(1000 + 10 * i, "a", 1, 500, 100L * i * i);
    }
    var reader = reader(RATES);

    // The newest, then one that has waited, and so on.
    assertThat(rates(reader, 1050)).containsEntry("SERVER stot_per_second", 90.0);
    assertThat(rates(reader, 1000)).isEmpty();
    assertThat(rates(reader, 1010)).containsEntry("SERVER stot_per_second", 10.0);
    add(1060, "a", 1, 500, 2501);
    assertThat(rates(reader, 1060)).containsEntry("SERVER stot_per_second", 0.1);
    assertThat(rates(reader, 1020)).containsEntry("SERVER stot_per_second", 30.0);
    assertThat(rates(reader, 1020)).containsEntry("SERVER stot_per_second", 30.0);
  }

  @Test
  void whatWasReadIsComparedWithAlsoWhenItIsGoneFromTheSpool() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1010, "a", 1, 500, 150);
    var reader = reader(RATES);
    read(reader, 1000, RATES);
    remove(1000);

    assertThat(rates(reader, 1010)).containsEntry("SERVER stot_per_second", 5.0);
    assertThat(rates(reader(RATES), 1010)).isEmpty();
  }

  @Test
  void thereIsNoRateWhereAProcessIsAnotherOne() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1010, "a", 7, 1005, 1_000);
    add(1020, "a", 7, 1005, 1_010);
    add(1030, "a", 7, 1005, 1_020);
    add(1030, "b", 8, 1025, 5);
    var reader = reader(RATES);
    read(reader, 1000, RATES);

    assertThat(rates(reader, 1010)).isEmpty();
    assertThat(rates(reader, 1020)).containsEntry("SERVER stot_per_second", 1.0);
    assertThat(rates(reader, 1030)).isEmpty();
  }

  @Test
  void thereIsNoRateForAnObjectWhoseCountersWereClearedInOneProcess() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1000, "b", 2, 500, 100);
    add(1010, "a", 1, 500, 900);
    add(1010, "b", 2, 500, 3);
    var reader = reader(RATES);
    read(reader, 1000, RATES);

    assertThat(rates(reader, 1010)).doesNotContainKey("SERVER stot_per_second");
  }

  @Test
  void whoDoesNotAskForRatesGetsNone() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1010, "a", 1, 500, 150);
    var reader = reader(RATES, SnapshotNeeds.asConfigured(), STARTS);
    read(reader, 1000, RATES);

    for (var needs : List.of(SnapshotNeeds.asConfigured(), STARTS)) {
      for (var table : read(reader, 1010, needs).tables()) {
        assertThat(table.columns()).noneMatch(column -> column.metric().isPerSecond());
      }
    }
    assertThat(rates(reader, 1010)).containsEntry("SERVER stot_per_second", 5.0);
  }

  @Test
  void countersCountSinceTheStartOfTheirProcessAndThenSinceTheyWereCleared() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1010, "a", 1, 500, 150);
    add(1020, "a", 1, 500, 3);
    add(1030, "a", 1, 500, 4);
    add(1040, "a", 9, 1035, 1);
    var reader = reader(STARTS);

    assertThat(start(reader, 1000)).isEqualTo(500);
    assertThat(start(reader, 1010)).isEqualTo(500);
    assertThat(start(reader, 1020)).isEqualTo(1010);
    assertThat(start(reader, 1030)).isEqualTo(1010);
    assertThat(start(reader, 1010)).isEqualTo(500);
    assertThat(start(reader, 1040)).isEqualTo(1035);
  }

  @Test
  void theSumOfSeveralCountsSinceTheSnapshotBeforeOneOfThemEnded() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1000, "b", 2, 600, 100);
    add(1010, "a", 1, 500, 150);
    add(1010, "b", 9, 1005, 1);
    var reader = reader(STARTS);

    assertThat(start(reader, 1000)).isEqualTo(500);
    assertThat(start(reader, 1010)).isEqualTo(1000);
    assertThat(read(reader, 1010, STARTS).processes())
        .extracting(process -> process.tables().getFirst().countingSince(0))
        .containsExactly(500L, 1005L);
  }

  @Test
  void theSumGoesOnWhereWhatEndedProcessesHadCountedIsCarriedOn() throws IOException {
    add(1000, "a", 1, 500, 100);
    add(1010, "a", 1, 500, 150);
    add(1010, "b", 9, 1005, 1);
    add(1020, "b", 9, 1005, 5);
    Files.writeString(
        spool.resolve("1020/finished"),
        "Members: 1-500\n\n# pxname,svname,type,stot,\nb,s,2,150,\n\n");
    var reader = reader(STARTS);

    assertThat(start(reader, 1000)).isEqualTo(500);
    assertThat(start(reader, 1010)).isEqualTo(500);
    assertThat(start(reader, 1020)).isEqualTo(500);
  }

  private long start(SnapshotReader reader, long seconds) throws IOException {
    return read(reader, seconds, STARTS).tables().stream()
        .filter(table -> table.kind() == ObjectKind.SERVER)
        .mapToLong(table -> table.countingSince(0))
        .findFirst()
        .orElseThrow();
  }
}
