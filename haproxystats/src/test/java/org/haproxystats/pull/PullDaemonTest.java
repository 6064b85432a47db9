package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.haproxystats.Log;
import org.haproxystats.config.CountersSurviveReload;
import org.haproxystats.config.OnPartial;
import org.haproxystats.config.PullSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PullDaemonTest {
  private static final byte[] GOOD = Recorded.answer("3.2.26");
  private static final Duration HOUR = Duration.ofHours(1);

  /** Several pulls take a few seconds, on a busy machine more. */
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  @TempDir private Path folder;
  private Path sockets;
  private Path spool;
  private Path staging;
  private InstantSource clock = InstantSource.system();

  @BeforeEach
  void makeTheFolders() throws IOException {
    sockets = Files.createDirectory(folder.resolve("run"));
    spool = folder.resolve("incoming");
    staging = folder.resolve("incoming.tmp");
  }

  private PullDaemon daemon(Duration interval, int queueSize) {
    return daemon(interval, queueSize, Long.MAX_VALUE, OnPartial.DISCARD);
  }

  private PullDaemon daemon(
      Duration interval, int queueSize, long queueBytes, OnPartial onPartial) {
    return new PullDaemon(
        new PullSettings(
            Optional.of(sockets),
            List.of(),
            List.of(),
            -1,
            Duration.ofSeconds(20),
            HOUR,
            Duration.ZERO,
            interval,
            spool,
            staging,
            queueSize,
            queueBytes,
            onPartial,
            CountersSurviveReload.NO),
        clock);
  }

  private static Thread start(PullDaemon daemon) {
    return Thread.ofVirtual().start(daemon);
  }

  private static void stop(PullDaemon daemon, Thread thread) throws InterruptedException {
    daemon.stop();
    thread.join();
  }

  private List<Path> snapshots() throws IOException {
    try (var list = Files.list(spool)) {
      return list.sorted().toList();
    }
  }

  @Test
  void itMakesTheSpoolAndPullsAtEachTick() throws Exception {
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD)) {
      var daemon = daemon(Duration.ofSeconds(1), 360);
      var thread = start(daemon);
      await().atMost(PATIENCE).until(() -> daemon.counts().done() >= 3);
      stop(daemon, thread);
      assertThat(snapshots()).hasSize((int) daemon.counts().done());
    }
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void whatACrashedRunLeftIsRemovedAtTheStart() throws Exception {
    Files.createDirectories(staging.resolve("1600000000"));
    Files.writeString(staging.resolve("1600000000/a.sock_info"), "half");
    var daemon = daemon(HOUR, 360);
    var thread = start(daemon);
    await().atMost(PATIENCE).until(() -> daemon.counts().failed() == 1);
    stop(daemon, thread);
    assertThat(staging.resolve("1600000000")).doesNotExist();
  }

  @Test
  void moreBytesThanAllowedSuspendPulling() throws Exception {
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD);
        var log = new Log(PullDaemon.class.getPackage())) {
      // Two snapshots have less, three have more.
      var daemon = daemon(Duration.ofSeconds(1), 360, 3L * GOOD.length - 10, OnPartial.DISCARD);
      var thread = start(daemon);
      await().atMost(PATIENCE).until(() -> daemon.counts().suspended() >= 2);
      stop(daemon, thread);
      assertThat(daemon.counts().done()).isEqualTo(3);
      assertThat(log.messages())
          .anyMatch(
              message ->
                  message.startsWith("Pulling is suspended: 3 snapshots wait in " + spool)
                      && message.contains("are more than backlog-bytes allows"));
    }
  }

  @Test
  void aFullSpoolSuspendsPullingAndAnEmptiedOneResumesIt() throws Exception {
    Files.createDirectories(spool.resolve("1600000000"));
    Files.createDirectories(spool.resolve("1600000010"));
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD);
        var log = new Log(PullDaemon.class.getPackage())) {
      var daemon = daemon(Duration.ofSeconds(1), 2);
      var thread = start(daemon);
      await().atMost(PATIENCE).until(() -> daemon.counts().suspended() >= 2);
      assertThat(daemon.counts().done()).isZero();
      Files.delete(spool.resolve("1600000000"));
      await().atMost(PATIENCE).until(() -> daemon.counts().done() == 1);
      stop(daemon, thread);
      assertThat(log.messages())
          .filteredOn(
              message -> message.startsWith("Pulling") && message.contains(spool.toString()))
          .containsSubsequence(
              "Pulling is suspended: 2 snapshots wait in %s, and queue-size is 2; is haproxystats-process running?"
                  .formatted(spool),
              "Pulling goes on: 1 snapshots wait in " + spool);
    }
  }

  @Test
  void aSpoolThatIsMissingIsMadeWithAWarningAndThePullGoesOn() throws Exception {
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD);
        var log = new Log(PullDaemon.class.getPackage())) {
      var daemon = daemon(HOUR, 360);
      var thread = start(daemon);
      await().atMost(PATIENCE).until(() -> daemon.counts().done() == 1);
      stop(daemon, thread);
      assertThat(log.messages(Level.WARNING))
          .contains("dst-dir " + spool + " is missing and is made now");
    }
  }

  @Test
  void aSnapshotIsNamedAfterTheSecondInWhichItsPullBegan() throws Exception {
    clock = InstantSource.fixed(Instant.parse("2017-07-14T02:40:00.999Z"));
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD)) {
      var daemon = daemon(HOUR, 360);
      var thread = start(daemon);
      await().atMost(PATIENCE).until(() -> daemon.counts().done() == 1);
      stop(daemon, thread);
    }
    assertThat(snapshots()).containsExactly(spool.resolve("1500000000"));
  }

  @Test
  void filesAndHiddenDirectoriesInTheSpoolDoNotCountAsWaiting() throws Exception {
    Files.createDirectories(spool.resolve(".removed-1600000000"));
    Files.writeString(spool.resolve("README"), "hands off");
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD)) {
      var daemon = daemon(HOUR, 1);
      var thread = start(daemon);
      await().atMost(PATIENCE).until(() -> daemon.counts().done() == 1);
      stop(daemon, thread);
    }
  }

  @Test
  void itGoesOnAfterAPullThatFailed() throws Exception {
    var daemon = daemon(Duration.ofSeconds(1), 360);
    var thread = start(daemon);
    await().atMost(PATIENCE).until(() -> daemon.counts().failed() >= 1);
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD)) {
      await().atMost(PATIENCE).until(() -> daemon.counts().done() >= 1);
      stop(daemon, thread);
    }
  }

  @Test
  void aPullThatIsKeptInPartIsCountedAsSuch() throws Exception {
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD);
        var _ = FakeProcess.answering(sockets.resolve("b.sock"), "Denied\n".getBytes(US_ASCII))) {
      var daemon = daemon(HOUR, 360, Long.MAX_VALUE, OnPartial.KEEP);
      var thread = start(daemon);
      await()
          .atMost(PATIENCE)
          .until(() -> daemon.counts().equals(new PullDaemon.Counts(0, 1, 0, 0)));
      stop(daemon, thread);
    }
  }

  @Test
  void aStopEndsTheWaitForTheNextTick() throws Exception {
    try (var _ = FakeProcess.answering(sockets.resolve("a.sock"), GOOD)) {
      var daemon = daemon(HOUR, 360);
      var thread = start(daemon);
      await().atMost(PATIENCE).until(() -> daemon.counts().done() == 1);
      stop(daemon, thread);
      assertThat(snapshots()).hasSize(1);
    }
  }

  @Test
  void aStopEndsASuspension() throws Exception {
    Files.createDirectories(spool.resolve("1600000000"));
    var daemon = daemon(HOUR, 1);
    var thread = start(daemon);
    await().atMost(PATIENCE).until(() -> daemon.counts().suspended() == 1);
    stop(daemon, thread);
  }

  @Test
  void aStopEndsThePauseBeforeAnotherConnect() throws Exception {
    FakeProcess.answering(sockets.resolve("gone.sock"), GOOD).close();
    var daemon = daemon(HOUR, 360);
    var thread = start(daemon);
    await().atMost(PATIENCE).until(this::staged);
    stop(daemon, thread);
    assertThat(staging).isEmptyDirectory();
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void aStopEndsTheWaitForAnAnswerAndLeavesNothing() throws Exception {
    var asked = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (var _ =
        FakeProcess.at(
            sockets.resolve("a.sock"),
            (_, connection) -> {
              FakeProcess.write(connection, "Name: ".getBytes(US_ASCII));
              asked.countDown();
              end.await();
            })) {
      var daemon = daemon(HOUR, 360);
      var thread = start(daemon);
      asked.await();
      stop(daemon, thread);
    }
    end.countDown();
    assertThat(staging).isEmptyDirectory();
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void anInterruptEndsItToo() throws Exception {
    var daemon = daemon(HOUR, 360);
    var thread = start(daemon);
    await().atMost(PATIENCE).until(() -> daemon.counts().failed() == 1);
    thread.interrupt();
    thread.join();
  }

  @Test
  void aStopBeforeTheStartPullsNothing() {
    var daemon = daemon(HOUR, 360);
    daemon.stop();
    daemon.run();
    assertThat(daemon.counts()).isEqualTo(new PullDaemon.Counts(0, 0, 0, 0));
  }

  private boolean staged() throws IOException {
    if (Files.notExists(staging)) {
      return false;
    }
    try (var list = Files.list(staging)) {
      return list.findAny().isPresent();
    }
  }
}
