package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.Log;
import org.haproxystats.config.BacklogSettings;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.spool.Snapshot;
import org.haproxystats.spool.Spool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessDaemonTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_800_000_100));
  private static final BacklogSettings UNBOUNDED =
      new BacklogSettings(1000, 1_000_000, Duration.ZERO, 0);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final SnapshotSource SOURCE =
      snapshot -> new AggregatedSnapshot(snapshot.seconds(), List.of());
  private static final FakeSink.Receiver STUMBLES_OVER_2 =
      second -> {
        if (second == 2) {
          throw new IllegalStateException("cannot render this");
        }
      };

  @TempDir private Path folder;
  private Spool spool;

  @BeforeEach
  void makeTheSpool() throws IOException {
    spool = new Spool(Files.createDirectory(folder.resolve("incoming")));
  }

  private void add(long... seconds) throws IOException {
    for (long second : seconds) {
      var staged = Files.createDirectory(folder.resolve("staged"));
      Files.writeString(staged.resolve("one.sock_stat"), "# pxname\n");
      Files.move(staged, spool.directory().resolve(Long.toString(second)));
    }
  }

  private boolean isIn(long second) {
    return Files.exists(spool.directory().resolve(Long.toString(second)));
  }

  private boolean isConfirmed(long second, String sink) {
    return Files.exists(spool.directory().resolve(second + "/delivered." + sink));
  }

  private boolean isEmpty() throws IOException {
    try (var entries = Files.list(spool.directory())) {
      return entries.findAny().isEmpty();
    }
  }

  /** A daemon that runs until this is closed, which fails if the daemon failed. */
  private static final class Running implements AutoCloseable {
    private final ProcessDaemon daemon;
    private final CompletableFuture<Void> end;

    Running(ProcessDaemon daemon) {
      this.daemon = daemon;
      this.end = CompletableFuture.runAsync(daemon::run, work -> Thread.ofPlatform().start(work));
    }

    ProcessCounters counters() {
      return daemon.counters();
    }

    SinkCounters sink(String name) {
      return Objects.requireNonNull(counters().sinks().get(name));
    }

    @Override
    public void close() {
      daemon.stop();
      end.join();
    }
  }

  private ProcessDaemon daemon(SnapshotSource source, Duration grace, FakeSink... sinks) {
    return daemon(source, UNBOUNDED, grace, sinks);
  }

  private ProcessDaemon daemon(
      SnapshotSource source, BacklogSettings backlog, Duration grace, FakeSink... sinks) {
    return new ProcessDaemon(
        spool,
        source,
        List.of(sinks),
        backlog,
        CLOCK,
        new ProcessDaemon.Timing(Duration.ofMillis(10), Duration.ZERO, grace, SHORT));
  }

  private Running run(SnapshotSource source, FakeSink... sinks) {
    return new Running(daemon(source, LONG, sinks));
  }

  @Test
  void aSinkThatIsDownHoldsUpNoOtherAndGetsEverythingOnceWhenItIsBack() throws Exception {
    var healthy = new FakeSink("a", FakeSink.UP);
    var down = new FakeSink("b", FakeSink.DOWN);
    try (var running = run(SOURCE, healthy, down)) {
      add(1, 2, 3);
      await().until(() -> healthy.delivered().size() == 3);
      add(4);
      await().until(() -> healthy.delivered().contains(4L));
      await().until(() -> running.sink("b").failed() > 2);
      assertThat(spool.list()).extracting(Snapshot::seconds).containsExactly(1L, 2L, 3L, 4L);

      down.behave(FakeSink.UP);
      await().until(this::isEmpty);
    }
    assertThat(healthy.delivered()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    assertThat(down.delivered()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    assertThat(healthy.closes()).isEqualTo(1);
    assertThat(down.closes()).isEqualTo(1);
  }

  @Test
  void afterARestartOnlyTheSinkThatWasDownGetsWhatWaited() throws Exception {
    add(1, 2);
    try (var _ = run(SOURCE, new FakeSink("a", FakeSink.UP), new FakeSink("b", FakeSink.DOWN))) {
      await().until(() -> isConfirmed(1, "a") && isConfirmed(2, "a"));
    }
    assertThat(spool.list()).hasSize(2);

    var healthy = new FakeSink("a", FakeSink.UP);
    var back = new FakeSink("b", FakeSink.UP);
    try (var _ = run(SOURCE, healthy, back)) {
      await().until(this::isEmpty);
      add(3);
      await().until(this::isEmpty);
    }
    assertThat(healthy.delivered()).containsExactly(3L);
    assertThat(back.delivered()).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void whatEverySinkHasConfirmedGoesAtTheStartWithoutADelivery() throws Exception {
    add(1); // as a kill between the last mark and the removal leaves it
    Files.createFile(spool.directory().resolve("1/delivered.a"));
    var sink = new FakeSink("a", FakeSink.UP);
    try (var _ = run(SOURCE, sink)) {
      await().until(this::isEmpty);
    }
    assertThat(sink.tries()).isZero();
  }

  @Test
  void aSinkThatTakesOnlyTheNewestNeverGetsWhatHasWaited() throws Exception {
    add(1, 2, 3);
    var sink =
        new FakeSink("a", FakeSink.UP) {
          @Override
          public boolean takesOnlyTheNewest() {
            return true;
          }
        };
    try (var _ = run(SOURCE, sink)) {
      await().until(this::isEmpty);
      add(5);
      await().until(this::isEmpty);
      add(4); // as after the clock was set back
      await().until(this::isEmpty);
    }
    assertThat(sink.delivered()).containsExactly(3L, 5L, 4L);
  }

  @Test
  void aSinkThatTakesThemInOrderGetsAllInTheOrderOfTimeAfterAnOutageAtAnyRate() throws Exception {
    add(1, 2, 3);
    var sink =
        new FakeSink("orderly", FakeSink.DOWN) {
          @Override
          public boolean takesInOrder() {
            return true;
          }

          @Override
          public long deliver(AggregatedSnapshot snapshot)
              throws IOException, InterruptedException {
            return super.deliver(snapshot) * 3_600;
          }
        };
    var oneEachHour = new BacklogSettings(1000, 1_000_000, Duration.ZERO, 1);
    try (var running = new Running(daemon(SOURCE, oneEachHour, LONG, sink))) {
      await().until(() -> running.sink("orderly").failed() > 2);
      for (long second = 4; second <= 12; second++) {
        add(second);
      }
      sink.behave(FakeSink.UP);
      await().until(this::isEmpty);
    }
    assertThat(sink.delivered()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
  }

  @Test
  void aSinkThatIsNewGetsOnlyWhatStillWaits() throws Exception {
    add(1, 2);
    Files.createFile(spool.directory().resolve("1/delivered.of-an-earlier-sink"));
    var sink = new FakeSink("a", FakeSink.UP);
    try (var _ = run(SOURCE, sink)) {
      await().until(this::isEmpty);
    }
    assertThat(sink.delivered()).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void aSnapshotThatCannotBeReadIsSetAsideAfterThreeTriesAndTheOthersGoOn() throws Exception {
    var readings = new AtomicInteger();
    SnapshotSource source =
        snapshot -> {
          if (snapshot.seconds() == 2) {
            readings.incrementAndGet();
            throw new IOException("one.sock_stat is a riddle");
          }
          return SOURCE.read(snapshot);
        };
    assertSetAside(source, "one.sock_stat is a riddle\n");
    assertThat(readings).hasValue(3);
  }

  @Test
  void aSnapshotThatBreaksTheReaderIsSetAsideAndTheOthersGoOn() throws Exception {
    assertSetAside(
        snapshot -> {
          if (snapshot.seconds() == 2) {
            throw new IllegalStateException("a surprise");
          }
          return SOURCE.read(snapshot);
        },
        "reading it failed with java.lang.IllegalStateException: a surprise\n");
  }

  @Test
  void aSnapshotThatIsTooMuchForTheMemoryIsSetAsideAndTheOthersGoOn() throws Exception {
    assertSetAside(
        snapshot -> {
          if (snapshot.seconds() == 2) {
            throw new OutOfMemoryError("too many servers");
          }
          return SOURCE.read(snapshot);
        },
        "reading it failed with java.lang.OutOfMemoryError: too many servers\n");
  }

  private void assertSetAside(SnapshotSource source, String reason) throws Exception {
    add(1, 2, 3);
    var sink = new FakeSink("a", FakeSink.UP);
    try (var running = run(source, sink)) {
      await().until(this::isEmpty);
      await().until(() -> running.counters().setAside() == 1);
      add(4);
      await().until(this::isEmpty);
      assertThat(running.counters().replaced()).isZero();
    }
    assertThat(sink.delivered()).containsExactlyInAnyOrder(1L, 3L, 4L);
    assertThat(spool.quarantine().resolve("2/one.sock_stat")).hasContent("# pxname\n");
    assertThat(Files.readString(spool.quarantine().resolve("2/reason.txt"))).isEqualTo(reason);
  }

  @Test
  void aSnapshotThatOneSinkStumblesOverReachesTheOtherAndIsThenSetAside() throws Exception {
    add(1, 2, 3);
    var healthy = new FakeSink("a", FakeSink.UP);
    var stumbling = new FakeSink("b", STUMBLES_OVER_2);
    try (var running = run(SOURCE, healthy, stumbling)) {
      await().until(this::isEmpty);
      await().until(() -> running.counters().setAside() == 1);
      assertThat(running.counters().replaced()).isZero();
    }
    assertThat(healthy.delivered()).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(stumbling.delivered()).containsExactlyInAnyOrder(1L, 3L);
    assertThat(stumbling.tries()).isEqualTo(5);
    assertThat(spool.quarantine().resolve("2/reason.txt"))
        .hasContent(
            "delivering it to b failed with java.lang.IllegalStateException: cannot render this\n");
  }

  @Test
  void whatOneSinkGaveUpStaysUntilTheOtherHasIt() throws Exception {
    add(2);
    var down = new FakeSink("a", FakeSink.DOWN);
    var stumbling = new FakeSink("b", STUMBLES_OVER_2);
    try (var _ = run(SOURCE, down, stumbling)) {
      await().until(() -> stumbling.tries() == 3);
      await().until(() -> down.tries() > 5);
      assertThat(isIn(2)).isTrue();
      down.behave(FakeSink.UP);
      await().until(this::isEmpty);
    }
    assertThat(down.delivered()).containsExactly(2L);
    assertThat(stumbling.tries()).isEqualTo(3);
    assertThat(spool.quarantine().resolve("2/reason.txt")).exists();
  }

  @Test
  void aReceiverThatIsAwayNeverCostsASnapshotHoweverOftenItIsTried() throws Exception {
    add(1);
    var down = new FakeSink("a", FakeSink.DOWN);
    try (var running = run(SOURCE, down)) {
      await().until(() -> down.tries() > 50);
      assertThat(isIn(1)).isTrue();
      assertThat(running.counters().setAside()).isZero();
    }
    assertThat(spool.quarantine()).doesNotExist();
    assertThat(isConfirmed(1, "a")).isFalse();
  }

  @Test
  void whatIsReadForADeliveryThatFailsIsNotReadAgain() throws Exception {
    add(1);
    var readings = new AtomicInteger();
    var sink = new FakeSink("a", FakeSink.DOWN);
    SnapshotSource source =
        snapshot -> {
          readings.incrementAndGet();
          return SOURCE.read(snapshot);
        };
    try (var _ = run(source, sink)) {
      await().until(() -> sink.tries() > 5);
      sink.behave(FakeSink.UP);
      await().until(this::isEmpty);
    }
    assertThat(readings).hasValue(1);
  }

  @Test
  void aSnapshotThatVanishesIsForgottenAndTheOthersGoOn() throws Exception {
    add(1, 2, 3);
    SnapshotSource source =
        snapshot -> {
          if (snapshot.seconds() == 2) {
            spool.remove(snapshot); // Somebody else does it.
            throw new NoSuchFileException(snapshot.toString());
          }
          return SOURCE.read(snapshot);
        };
    var sink = new FakeSink("a", FakeSink.UP);
    try (var running = run(source, sink)) {
      await().until(this::isEmpty);
      await().until(() -> running.sink("a").waiting() == 0);
      add(4);
      await().until(this::isEmpty);
      assertThat(running.counters().setAside()).isZero();
    }
    assertThat(sink.delivered()).containsExactlyInAnyOrder(1L, 3L, 4L);
    assertThat(spool.quarantine()).doesNotExist();
  }

  @Test
  void aSnapshotThatVanishesWhileItsReceiverIsAwayIsForgotten() throws Exception {
    add(1);
    var sink = new FakeSink("a", FakeSink.DOWN);
    try (var running = run(SOURCE, sink)) {
      await().until(() -> sink.tries() > 1);
      spool.remove(Snapshot.at(spool.directory().resolve("1")).orElseThrow());
      await().until(() -> running.sink("a").waiting() == 0);
      sink.behave(FakeSink.UP);
      add(2);
      await().until(() -> sink.delivered().contains(2L));
      await().until(this::isEmpty);
    }
    assertThat(spool.quarantine()).doesNotExist();
  }

  @Test
  void aStopInTheMiddleOfADeliveryKeepsTheSnapshot() throws Exception {
    add(1);
    var begun = new CountDownLatch(1);
    var interrupted = new AtomicBoolean();
    var hanging =
        new FakeSink(
            "a",
            _ -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
              }
            });
    try (var _ = new Running(daemon(SOURCE, SHORT, hanging))) {
      begun.await();
    }
    assertThat(interrupted).isTrue();
    assertThat(hanging.closes()).isEqualTo(1);
    assertThat(isIn(1)).isTrue();
    assertThat(isConfirmed(1, "a")).isFalse();

    var sink = new FakeSink("a", FakeSink.UP);
    try (var _ = run(SOURCE, sink)) {
      await().until(this::isEmpty);
    }
    assertThat(sink.delivered()).containsExactly(1L);
  }

  @Test
  void anInterruptThatASinkTellsAsTroubleOfTheReceiverKeepsTheSnapshotToo() throws Exception {
    add(1);
    var begun = new CountDownLatch(1);
    var hanging =
        new FakeSink(
            "a",
            _ -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the connection is gone", e);
              }
            });
    try (var running = new Running(daemon(SOURCE, SHORT, hanging))) {
      begun.await();
      running.daemon.stop();
      assertThat(running.sink("a").failed()).isZero();
    }
    assertThat(hanging.tries()).isEqualTo(1);
    assertThat(isIn(1)).isTrue();
  }

  @Test
  void aDeliveryThatIsUnderWayAtTheStopMayFinish() throws Exception {
    add(1);
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var sink =
        new FakeSink(
            "a",
            _ -> {
              begun.countDown();
              release.await();
            });
    var daemon = daemon(SOURCE, LONG, sink);
    try (var _ = new Running(daemon)) {
      begun.await();
      var stopper = Thread.ofPlatform().start(daemon::stop);
      await().until(() -> stopper.getState() == Thread.State.WAITING);
      assertThat(isIn(1)).isTrue();
      release.countDown();
      stopper.join();
    }
    assertThat(isEmpty()).isTrue();
    assertThat(sink.delivered()).containsExactly(1L);
  }

  @Test
  void aReceiverThatIsAwayIsToldOfOnceAndWhenItIsBack() throws Exception {
    add(1, 2);
    // In words of its own: the log has what other tests do at the same time, too.
    var sink =
        new FakeSink(
            "unplugged",
            _ -> {
              throw new IOException("unplugged is away");
            });
    try (var log = new Log(ProcessDaemon.class.getPackage())) {
      try (var running = run(SOURCE, sink)) {
        await().until(() -> running.sink("unplugged").failed() >= 3);
        sink.behave(FakeSink.UP);
        await().until(this::isEmpty);
      }
      assertThat(log.messages())
          .filteredOn(message -> message.startsWith("unplugged"))
          .containsExactly(
              "unplugged is away; snapshots wait in the spool and are tried every 0.001 s",
              "unplugged works again; 1 snapshots wait for it");
    }
  }

  @Test
  void aStopEndsThePauseAfterAFailedDelivery() throws Exception {
    add(1);
    var sink = new FakeSink("a", FakeSink.DOWN, Duration.ofHours(1));
    try (var running = run(SOURCE, sink)) {
      await().until(() -> running.sink("a").failed() == 1);
    }
    assertThat(isIn(1)).isTrue();
  }

  @Test
  void aStopBeforeTheStartEndsAtOnce() throws Exception {
    var daemon = daemon(SOURCE, LONG, new FakeSink("a", FakeSink.UP));
    daemon.stop();
    daemon.run();
    assertThat(spool.quarantine()).doesNotExist();
  }

  @Test
  void aLaneThatDiesOnceIsReplacedAndItsSnapshotIsDelivered() throws Exception {
    add(1);
    var first = new AtomicBoolean(true);
    var sink =
        new FakeSink(
            "a",
            _ -> {
              if (first.getAndSet(false)) {
                throw new NoClassDefFoundError("org/example/Lost");
              }
            });
    try (var running = run(SOURCE, sink)) {
      await().until(this::isEmpty);
      assertThat(running.counters().replaced()).isEqualTo(1);
    }
    assertThat(sink.delivered()).containsExactly(1L);
  }

  @Test
  void aLaneThatDiesAgainAndAgainEndsTheDaemonWithAnErrorAndKeepsTheSnapshot() throws Exception {
    add(1);
    var healthy = new FakeSink("a", FakeSink.UP);
    var broken =
        new FakeSink(
            "b",
            _ -> {
              throw new NoClassDefFoundError("org/example/Lost");
            });
    assertThatThrownBy(daemon(SOURCE, LONG, healthy, broken)::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("processing ended: java.lang.NoClassDefFoundError: org/example/Lost")
        .hasCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(isIn(1)).isTrue();
    assertThat(isConfirmed(1, "b")).isFalse();
    assertThat(healthy.closes()).isEqualTo(1);
    assertThat(broken.closes()).isEqualTo(1);
  }

  @Test
  void aSpoolThatIsMadeOnlyLaterIsFollowed() throws Exception {
    Files.delete(spool.directory());
    var sink = new FakeSink("a", FakeSink.UP);
    try (var _ = run(SOURCE, sink)) {
      Files.createDirectory(spool.directory());
      add(1);
      await().until(() -> sink.delivered().contains(1L));
      await().until(this::isEmpty);
    }
  }

  @Test
  void twoSinksOfOneNameAreAMistakeOfTheProgram() {
    assertThatThrownBy(
            () ->
                daemon(
                    SOURCE, LONG, new FakeSink("a", FakeSink.UP), new FakeSink("a", FakeSink.UP)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
