package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;

class SharedSnapshotsTest {
  private static final SnapshotNeeds NEEDS = SnapshotNeeds.asConfigured();
  private static final Snapshot FIRST = new Snapshot(Path.of("1"), 1);
  private static final Snapshot SECOND = new Snapshot(Path.of("2"), 2);

  private final List<Long> readings = new ArrayList<>();
  private final List<Long> takenBack = new ArrayList<>();

  /** A source that notes what is asked of it. */
  private class Source implements SnapshotSource {
    @Override
    public AggregatedSnapshot read(Snapshot snapshot) throws IOException {
      readings.add(snapshot.seconds());
      return new AggregatedSnapshot(snapshot.seconds(), List.of());
    }

    @Override
    public void takeBack(AggregatedSnapshot snapshot) {
      takenBack.add(snapshot.seconds());
    }
  }

  @Test
  void aSnapshotIsReadOnceForAllWhoWantItInARow() throws Exception {
    var shared = new SharedSnapshots(new Source());
    assertThat(shared.read(FIRST, NEEDS).aggregated())
        .isSameAs(shared.read(FIRST, NEEDS).aggregated());
    assertThat(readings).containsExactly(1L);
  }

  @Test
  void onlyTheLastOneIsKept() throws Exception {
    var shared = new SharedSnapshots(new Source());
    shared.read(FIRST, NEEDS);
    assertThat(shared.read(SECOND, NEEDS).aggregated().seconds()).isEqualTo(2);
    assertThat(shared.read(FIRST, NEEDS).aggregated().seconds()).isEqualTo(1);
    assertThat(readings).containsExactly(1L, 2L, 1L);
  }

  @Test
  void aFailureIsNotKeptNorDoesItBringBackTheOneBefore() throws Exception {
    var shared =
        new SharedSnapshots(
            new Source() {
              @Override
              public AggregatedSnapshot read(Snapshot snapshot) throws IOException {
                var aggregated = super.read(snapshot);
                if (readings.size() == 2) {
                  throw new IOException("a bad moment");
                }
                return aggregated;
              }
            });
    shared.read(FIRST, NEEDS);
    assertThatThrownBy(() -> shared.read(SECOND, NEEDS)).hasMessage("a bad moment");
    assertThat(shared.read(FIRST, NEEDS).aggregated().seconds()).isEqualTo(1);
    assertThat(shared.read(SECOND, NEEDS).aggregated().seconds()).isEqualTo(2);
    assertThat(readings).containsExactly(1L, 2L, 1L, 2L);
  }

  @Test
  void aSnapshotGoesBackBeforeTheNextIsReadIfNobodyHoldsIt() throws Exception {
    var shared = new SharedSnapshots(new Source());
    shared.read(FIRST, NEEDS).close();
    assertThat(takenBack).isEmpty();
    shared.read(SECOND, NEEDS);
    assertThat(takenBack).containsExactly(1L);
  }

  @Test
  void aSnapshotThatALaneHoldsStaysUntilThatLaneLetsItGo() throws Exception {
    var shared = new SharedSnapshots(new Source());
    var slow = shared.read(FIRST, NEEDS);
    shared.read(FIRST, NEEDS).close();
    shared.read(SECOND, NEEDS).close();
    assertThat(slow.aggregated().seconds()).isEqualTo(1);
    assertThat(takenBack).isEmpty();
    slow.close();
    assertThat(takenBack).containsExactly(1L);
  }

  @Test
  void aLeaseThatIsClosedTwiceCountsOnceAndGivesNothingAnyMore() throws Exception {
    var shared = new SharedSnapshots(new Source());
    var lease = shared.read(FIRST, NEEDS);
    var other = shared.read(FIRST, NEEDS);
    lease.close();
    lease.close();
    shared.read(SECOND, NEEDS);
    assertThat(takenBack).isEmpty();
    assertThat(other.aggregated().seconds()).isEqualTo(1);
    assertThatThrownBy(lease::aggregated).isInstanceOf(IllegalStateException.class);
  }

  /** Fills the arrays that it got back, as the real one does. */
  private static final class Reusing implements SnapshotSource {
    private final Queue<long[]> spares = new ConcurrentLinkedQueue<>();
    final AtomicInteger made = new AtomicInteger();

    @Override
    public AggregatedSnapshot read(Snapshot snapshot) {
      var spare = spares.poll();
      if (spare == null) {
        made.incrementAndGet();
      }
      var values = spare == null ? new long[100] : spare;
      Arrays.fill(values, snapshot.seconds());
      var column = new MetricColumn.Longs(new Metric("stot", "", true), values);
      return new AggregatedSnapshot(
          snapshot.seconds(),
          List.of(new MetricTable(ObjectKind.DAEMON, List.of(), List.of(column))));
    }

    @Override
    public void takeBack(AggregatedSnapshot snapshot) {
      spares.add(values(snapshot));
    }

    static long[] values(AggregatedSnapshot snapshot) {
      return ((MetricColumn.Longs) snapshot.tables().getFirst().columns().getFirst()).values();
    }
  }

  @Test
  void noLaneEverSeesAnotherSnapshotInItsLeaseAndFewAreMade() throws Exception {
    var source = new Reusing();
    var shared = new SharedSnapshots(source);
    int lanes = 4;
    try (var threads = Executors.newFixedThreadPool(lanes)) {
      var results = new ArrayList<Future<?>>();
      for (int lane = 0; lane < lanes; lane++) {
        var random = new Random(lane);
        results.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 3_000; i++) {
                    long second = Math.floorDiv(i, 3) + random.nextLong(3);
                    try (var lease = shared.read(new Snapshot(Path.of("s"), second), NEEDS)) {
                      assertThat(Reusing.values(lease.aggregated())).containsOnly(second);
                      assertThat(Reusing.values(lease.aggregated())).containsOnly(second);
                    }
                  }
                  return null;
                }));
      }
      for (var result : results) {
        result.get();
      }
    }
    assertThat(source.made.get()).isLessThanOrEqualTo(lanes + 1);
  }
}
