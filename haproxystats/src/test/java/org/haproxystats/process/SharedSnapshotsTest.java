package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;

class SharedSnapshotsTest {
  private static final Snapshot FIRST = new Snapshot(Path.of("1"), 1);
  private static final Snapshot SECOND = new Snapshot(Path.of("2"), 2);

  private final List<Long> readings = new ArrayList<>();

  private AggregatedSnapshot read(Snapshot snapshot) {
    readings.add(snapshot.seconds());
    return new AggregatedSnapshot(snapshot.seconds(), List.of());
  }

  @Test
  void aSnapshotIsReadOnceForAllWhoWantItInARow() throws Exception {
    var shared = new SharedSnapshots(this::read);
    assertThat(shared.read(FIRST)).isSameAs(shared.read(FIRST));
    assertThat(readings).containsExactly(1L);
  }

  @Test
  void onlyTheLastOneIsKept() throws Exception {
    var shared = new SharedSnapshots(this::read);
    shared.read(FIRST);
    assertThat(shared.read(SECOND).seconds()).isEqualTo(2);
    assertThat(shared.read(FIRST).seconds()).isEqualTo(1);
    assertThat(readings).containsExactly(1L, 2L, 1L);
  }

  @Test
  void aFailureIsNotKeptNorDoesItBringBackTheOneBefore() throws Exception {
    var shared =
        new SharedSnapshots(
            snapshot -> {
              var aggregated = read(snapshot);
              if (readings.size() == 2) {
                throw new IOException("a bad moment");
              }
              return aggregated;
            });
    shared.read(FIRST);
    assertThatThrownBy(() -> shared.read(SECOND)).hasMessage("a bad moment");
    assertThat(shared.read(FIRST).seconds()).isEqualTo(1);
    assertThat(shared.read(SECOND).seconds()).isEqualTo(2);
    assertThat(readings).containsExactly(1L, 2L, 1L, 2L);
  }
}
