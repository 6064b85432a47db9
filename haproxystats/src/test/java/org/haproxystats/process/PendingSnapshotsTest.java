package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.haproxystats.config.BacklogSettings;
import org.haproxystats.spool.Snapshot;
import org.haproxystats.spool.Spool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PendingSnapshotsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_800_000_100));
  private static final int MANY = 1000;

  @TempDir private Path folder;
  private Spool spool;

  @BeforeEach
  void makeTheSpool() throws IOException {
    spool = new Spool(Files.createDirectory(folder.resolve("incoming")));
  }

  private PendingSnapshots pending(int snapshots, long bytes, Duration age) {
    return pending(snapshots, bytes, age, Set.of());
  }

  /** One of whose sinks takes its snapshots in order: a. */
  private PendingSnapshots inOrder() {
    return pending(MANY, MANY, Duration.ZERO, Set.of("a"));
  }

  private PendingSnapshots pending(int snapshots, long bytes, Duration age, Set<String> inOrder) {
    return new PendingSnapshots(
        spool,
        Set.of("a", "b"),
        inOrder,
        Duration.ZERO,
        new BacklogBounds(new BacklogSettings(snapshots, bytes, age, 0), CLOCK));
  }

  private Snapshot add(long seconds, int bytes) throws IOException {
    var directory = Files.createDirectory(spool.directory().resolve(Long.toString(seconds)));
    Files.write(directory.resolve("one.sock_stat"), new byte[bytes]);
    return Snapshot.at(directory).orElseThrow();
  }

  private static Snapshot next(PendingSnapshots pending, String sink) throws InterruptedException {
    return pending.next(sink, System.nanoTime()).orElseThrow().snapshot();
  }

  @Test
  void whatComesLastIsDeliveredFirstAndThenTheOldest() throws Exception {
    var oldest = add(1_800_000_010, 1);
    var middle = add(1_800_000_020, 1);
    var newest = add(1_800_000_030, 1);
    var pending = pending(MANY, MANY, Duration.ZERO);
    pending.update(spool.list());
    assertThat(next(pending, "a")).isEqualTo(newest);
    pending.confirmed(newest, "a");
    assertThat(next(pending, "a")).isEqualTo(oldest);

    var live = add(1_800_000_040, 1);
    pending.update(spool.list());
    assertThat(next(pending, "a")).isEqualTo(live);
    pending.confirmed(live, "a");
    assertThat(next(pending, "a")).isEqualTo(oldest);
    pending.confirmed(oldest, "a");
    assertThat(next(pending, "a")).isEqualTo(middle);
  }

  @Test
  void inOrderTheOldestComesFirstAndWhatComesWaitsForIt() throws Exception {
    var oldest = add(1_800_000_010, 1);
    var middle = add(1_800_000_020, 1);
    var pending = inOrder();
    pending.update(spool.list());
    assertThat(next(pending, "a")).isEqualTo(oldest);
    assertThat(next(pending, "b")).isEqualTo(middle);

    var live = add(1_800_000_030, 1);
    pending.update(spool.list());
    assertThat(next(pending, "a")).isEqualTo(oldest);
    pending.confirmed(oldest, "a");
    assertThat(next(pending, "a")).isEqualTo(middle);
    pending.confirmed(middle, "a");
    assertThat(pending.next("a", System.nanoTime())).hasValue(new SinkQueue.Turn(live, true));
  }

  @Test
  void inOrderNothingOvertakesASnapshotThatIsTriedAgainUntilItIsGivenUp() throws Exception {
    var first = add(1_800_000_010, 1);
    var second = add(1_800_000_020, 1);
    var pending = inOrder();
    pending.update(spool.list());
    for (int i = 1; i <= 2; i++) {
      pending.undeliverable(first, "a", "no");
      assertThatNothingIsDue(pending);
      assertThat(next(pending, "b")).isEqualTo(second);
      pending.update(spool.list());
      assertThat(next(pending, "a")).isEqualTo(first);
    }
    pending.undeliverable(first, "a", "no");
    assertThat(next(pending, "a")).isEqualTo(second);
  }

  @Test
  void inOrderNothingOvertakesASnapshotThatCannotBeReadForNow() throws Exception {
    var first = add(1_800_000_010, 1);
    add(1_800_000_020, 1);
    var pending = inOrder();
    pending.update(spool.list());
    pending.blocked(first, "permission denied");
    assertThatNothingIsDue(pending);
    pending.update(spool.list());
    assertThat(next(pending, "a")).isEqualTo(first);
  }

  @Test
  void inOrderASnapshotThatRestsAndIsRemovedHoldsUpNothing() throws Exception {
    var first = add(1_800_000_010, 1);
    var second = add(1_800_000_020, 1);
    var pending = inOrder();
    pending.update(spool.list());
    pending.blocked(first, "permission denied");
    spool.remove(first);
    pending.update(spool.list());
    assertThat(next(pending, "a")).isEqualTo(second);
  }

  @Test
  void inOrderASnapshotThatRestsAndIsDroppedHoldsUpNothing() throws Exception {
    var first = add(1_800_000_010, 1);
    var second = add(1_800_000_020, 1);
    var pending = pending(2, MANY, Duration.ZERO, Set.of("a"));
    pending.update(spool.list());
    pending.blocked(first, "permission denied");
    add(1_800_000_030, 1);
    pending.update(spool.list());
    assertThat(pending.dropped("a")).isEqualTo(1);
    assertThat(next(pending, "a")).isEqualTo(second);
  }

  /** For the sink that takes them in order. */
  private static void assertThatNothingIsDue(PendingSnapshots pending) throws Exception {
    var asking = new FutureTask<>(() -> pending.next("a", System.nanoTime()));
    var waiting = Thread.ofVirtual().start(asking);
    await().until(() -> asking.isDone() || waiting.getState() == Thread.State.WAITING);
    assertThat(asking).isNotDone();
    waiting.interrupt();
    waiting.join();
  }

  @Test
  void whatComesAfterTheClockWentBackIsLiveToo() throws Exception {
    var pending = pending(MANY, MANY, Duration.ZERO);
    add(1_800_000_060, 1);
    add(1_800_000_070, 1);
    pending.update(spool.list());
    var afterwards = add(1_800_000_015, 1);
    add(1_800_000_005, 1).directory();
    pending.update(spool.list());
    assertThat(next(pending, "b")).isEqualTo(afterwards);
  }

  @Test
  void theBacklogWaitsUntilItIsDueAndWhatComesDoesNot() throws Exception {
    add(1_800_000_010, 1);
    var pending = pending(MANY, MANY, Duration.ZERO);
    var live = add(1_800_000_020, 1);
    pending.update(spool.list());
    long inAnHour = System.nanoTime() + Duration.ofHours(1).toNanos();
    assertThat(pending.next("a", inAnHour).orElseThrow()).isEqualTo(new SinkQueue.Turn(live, true));
    pending.confirmed(live, "a");
    var waiting = Thread.ofVirtual().unstarted(() -> nextLive(pending, inAnHour));
    waiting.start();
    var later = add(1_800_000_030, 1);
    pending.update(spool.list());
    waiting.join();
    assertThat(spool.list()).doesNotContain(later);
  }

  private static void nextLive(PendingSnapshots pending, long backlogFrom) {
    try {
      var turn = pending.next("a", backlogFrom).orElseThrow();
      assertThat(turn.live()).isTrue();
      pending.confirmed(turn.snapshot(), "a");
      pending.confirmed(turn.snapshot(), "b");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void moreSnapshotsThanAllowedCostTheOldest() throws Exception {
    for (int i = 1; i <= 5; i++) {
      add(1_800_000_000 + i, 1);
    }
    var pending = pending(3, MANY, Duration.ZERO);
    pending.update(spool.list());
    assertThat(spool.list())
        .extracting(Snapshot::seconds)
        .containsExactly(1_800_000_003L, 1_800_000_004L, 1_800_000_005L);
    assertThat(pending.dropped("a")).isEqualTo(2);
    assertThat(pending.waiting("b")).isEqualTo(3);
    assertThat(pending.done()).isZero();
  }

  @Test
  void moreBytesThanAllowedCostTheOldestButNeverTheLast() throws Exception {
    add(1_800_000_001, 400);
    add(1_800_000_002, 400);
    var pending = pending(MANY, 1000, Duration.ZERO);
    pending.update(spool.list());
    assertThat(pending.bytes()).isEqualTo(800);
    assertThat(pending.dropped("a")).isZero();

    add(1_800_000_003, 5000);
    pending.update(spool.list());
    assertThat(spool.list()).extracting(Snapshot::seconds).containsExactly(1_800_000_003L);
    assertThat(pending.bytes()).isEqualTo(5000);
    assertThat(pending.dropped("b")).isEqualTo(2);
  }

  @Test
  void whatIsOlderThanAllowedIsDropped() throws Exception {
    add(1_800_000_039, 1);
    add(1_800_000_040, 1);
    var pending = pending(MANY, MANY, Duration.ofMinutes(1));
    pending.update(spool.list());
    assertThat(spool.list()).extracting(Snapshot::seconds).containsExactly(1_800_000_040L);
    assertThat(pending.oldestAge("a")).isEqualTo(60);
  }

  @Test
  void aSinkThatIsNotBehindLosesNothing() throws Exception {
    var pending = pending(2, MANY, Duration.ZERO);
    for (int i = 1; i <= 4; i++) {
      add(1_800_000_000 + i, 1);
      pending.update(spool.list());
      pending.confirmed(next(pending, "a"), "a");
    }
    assertThat(pending.dropped("a")).isZero();
    assertThat(pending.dropped("b")).isEqualTo(2);
  }

  @Test
  void failuresOfOneSinkCostNoOtherATry() throws Exception {
    var snapshot = add(1_800_000_010, 1);
    var pending = pending(MANY, MANY, Duration.ZERO);
    pending.update(spool.list());
    pending.undeliverable(snapshot, "a", "no");
    pending.update(spool.list());
    pending.undeliverable(snapshot, "a", "no");
    pending.update(spool.list());
    pending.undeliverable(snapshot, "b", "once");
    pending.update(spool.list());
    assertThat(next(pending, "b")).isEqualTo(snapshot);

    pending.undeliverable(snapshot, "a", "no");
    assertThat(pending.waiting("a")).isZero();
    assertThat(pending.setAside()).isZero();
    pending.confirmed(snapshot, "b");
    assertThat(pending.setAside()).isEqualTo(1);
    assertThat(spool.quarantine().resolve("1800000010/reason.txt")).hasContent("no\n");
  }

  @Test
  void oneFailureThatTwoSinksTellOfCountsOnce() throws Exception {
    var snapshot = add(1_800_000_010, 1);
    var pending = pending(MANY, MANY, Duration.ofHours(1));
    pending.update(spool.list());
    for (int i = 0; i < 10; i++) {
      pending.unreadable(snapshot, "no");
    }
    assertThat(pending.setAside()).isZero();
  }

  @Test
  void aSnapshotThatCannotBeReadForNowIsNeverSetAside() throws Exception {
    var snapshot = add(1_800_000_010, 1);
    var pending = pending(MANY, MANY, Duration.ZERO);
    for (int i = 0; i < 10; i++) {
      pending.update(spool.list());
      assertThat(next(pending, "a")).isEqualTo(snapshot);
      pending.blocked(snapshot, "permission denied");
      assertThat(pending.waiting("a")).isZero();
    }
    pending.update(spool.list());
    pending.confirmed(next(pending, "a"), "a");
    pending.confirmed(next(pending, "b"), "b");
    assertThat(pending.done()).isEqualTo(1);
    assertThat(spool.quarantine()).doesNotExist();
  }

  @Test
  void theLimitOfOneSinkCostsNoOther() throws Exception {
    for (int i = 1; i <= 3; i++) {
      add(1_800_000_000 + i, 1);
    }
    var pending = pending(MANY, MANY, Duration.ZERO);
    pending.limit("a", 1);
    pending.update(spool.list());
    assertThat(pending.waiting("a")).isEqualTo(1);
    assertThat(pending.dropped("a")).isEqualTo(2);
    assertThat(pending.waiting("b")).isEqualTo(3);
    assertThat(spool.list()).hasSize(3);

    var afterRestart = pending(MANY, MANY, Duration.ZERO);
    afterRestart.update(spool.list());
    assertThat(afterRestart.waiting("a")).isEqualTo(1);
    assertThat(afterRestart.waiting("b")).isEqualTo(3);
  }
}
