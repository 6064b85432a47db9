package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.haproxystats.config.CountersSurviveReload;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.runtime.stats.StatTable;
import org.haproxystats.spool.LearntFields;
import org.haproxystats.spool.StagedSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedWorkersTest {
  private static final Endpoint MASTER = new Endpoint.Unix(Path.of("/run/master.sock"));

  @TempDir private Path folder;
  private Path spool;
  private long second = 1_700_000_000;
  private CountersSurviveReload survive = CountersSurviveReload.NO;

  /** A worker of a certain start that has had a number of requests. */
  private record Worker(long pid, long start, long requests) {}

  @BeforeEach
  void makeTheSpool() throws IOException {
    spool = Files.createDirectory(folder.resolve("incoming"));
  }

  @Test
  void nothingIsAddedWhileAllWorkersRun() throws Exception {
    assertThat(pull(true, new Worker(1, 100, 5))).isEmpty();
    assertThat(pull(true, new Worker(1, 100, 6), new Worker(2, 110, 0))).isEmpty();
  }

  @Test
  void whatAWorkerHadCountedStaysWhenItHasEnded() throws Exception {
    pull(true, new Worker(1, 100, 5));
    pull(true, new Worker(1, 100, 8), new Worker(2, 110, 1));

    assertThat(pull(true, new Worker(2, 110, 4))).containsExactly(8L);
    assertThat(pull(true, new Worker(2, 110, 9), new Worker(3, 120, 0))).containsExactly(8L);
    assertThat(pull(true, new Worker(3, 120, 2))).containsExactly(17L);
  }

  @Test
  void aPidThatComesAgainIsAnotherWorker() throws Exception {
    pull(true, new Worker(1, 100, 5));

    assertThat(pull(true, new Worker(1, 200, 3))).containsExactly(5L);
  }

  @Test
  void noWorkerIsTakenForFinishedAsLongAsOneMayBeMissing() throws Exception {
    pull(true, new Worker(1, 100, 5));

    assertThat(pull(false, new Worker(2, 110, 1))).isEmpty();
    assertThat(pull(true, new Worker(1, 100, 6), new Worker(2, 110, 1))).isEmpty();
  }

  @Test
  void aCrashBetweenTheSumAndTheRemovalOfADumpCountsNothingTwice() throws Exception {
    pull(true, new Worker(1, 100, 5));
    var kept = folder.resolve("incoming.workers");
    var info = Files.readAllBytes(kept.resolve("1-100.info"));
    var stat = Files.readAllBytes(kept.resolve("1-100.stat"));
    pull(true, new Worker(2, 110, 1));
    Files.write(kept.resolve("1-100.info"), info);
    Files.write(kept.resolve("1-100.stat"), stat);

    assertThat(pull(true, new Worker(2, 110, 2))).containsExactly(5L);
    assertThat(kept.resolve("1-100.info")).doesNotExist();
  }

  @Test
  void theSumIsReadByALaterRun() throws Exception {
    pull(true, new Worker(1, 100, 5));
    pull(true, new Worker(2, 110, 1));

    assertThat(new String(Files.readAllBytes(folder.resolve("incoming.workers/sum")), UTF_8))
        .startsWith("Members: 1-100\n");
    assertThat(pull(true, new Worker(3, 120, 1))).containsExactly(6L);
  }

  @Test
  void aDamagedSumIsNamedAndNothingReachesTheSpool() throws Exception {
    pull(true, new Worker(1, 100, 5));
    Files.writeString(folder.resolve("incoming.workers/sum"), "damaged");

    assertThatThrownBy(() -> pull(true, new Worker(2, 110, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "cannot use what is kept in " + folder.resolve("incoming.workers") + ", remove it: ");
  }

  @Test
  void countersThatWorkersShareCountOnce() throws Exception {
    survive = CountersSurviveReload.SHARED;
    learn("F.2.0.7.stot.1:MCPP:u64:5\n");

    assertThat(total(new Worker(1, 100, 5))).isEqualTo(5);
    assertThat(total(new Worker(2, 110, 7), new Worker(1, 100, 6))).isEqualTo(7);
    assertThat(total(new Worker(2, 110, 9), new Worker(1, 100, 9))).isEqualTo(9);
    assertThat(total(new Worker(2, 110, 12))).isEqualTo(12);
    assertThat(total(new Worker(3, 120, 13))).isEqualTo(13);
  }

  @Test
  void sharedCountersThatBeganAnewAreAddedToWhatTheyWere() throws Exception {
    survive = CountersSurviveReload.SHARED;
    learn("F.2.0.7.stot.1:MCPP:u64:5\n");
    total(new Worker(1, 100, 50));

    assertThat(total(new Worker(2, 110, 3))).isEqualTo(53);
    assertThat(total(new Worker(3, 120, 8), new Worker(2, 110, 8))).isEqualTo(58);
    assertThat(total(new Worker(3, 120, 9))).isEqualTo(59);
  }

  @Test
  void aCrashBeforeANewWorkerIsKeptAddsWhatWasLostOnce() throws Exception {
    survive = CountersSurviveReload.SHARED;
    learn("F.2.0.7.stot.1:MCPP:u64:5\n");
    total(new Worker(1, 100, 50));
    var kept = folder.resolve("incoming.workers");
    var newest = Files.readAllBytes(kept.resolve("newest.master.sock"));
    total(new Worker(2, 110, 3), new Worker(1, 100, 60));
    Files.delete(kept.resolve("2-110.info"));
    Files.write(kept.resolve("newest.master.sock"), newest);

    assertThat(total(new Worker(2, 110, 4), new Worker(1, 100, 60))).isEqualTo(54);
  }

  @Test
  void countersThatHaproxyDoesNotCallPersistentAreNotShared() throws Exception {
    survive = CountersSurviveReload.SHARED;
    learn("F.2.0.7.stot.1:MCPV:u64:5\n");

    assertThat(total(new Worker(1, 100, 5))).isEqualTo(5);
    assertThat(total(new Worker(2, 110, 1), new Worker(1, 100, 6))).isEqualTo(7);
    assertThat(total(new Worker(2, 110, 2))).isEqualTo(8);
  }

  @Test
  void countersThatANewWorkerWasPreloadedWithCountOnce() throws Exception {
    survive = CountersSurviveReload.PRELOADED;

    assertThat(total(new Worker(1, 100, 100))).isEqualTo(100);
    // Dumped at 103; the new worker has had one request, which cannot be told from an old one.
    assertThat(total(new Worker(2, 110, 104), new Worker(1, 100, 105))).isEqualTo(105);
    assertThat(total(new Worker(2, 110, 110), new Worker(1, 100, 106))).isEqualTo(112);
    assertThat(total(new Worker(2, 110, 115))).isEqualTo(117);
    assertThat(total(new Worker(3, 120, 120))).isEqualTo(122);
    assertThat(total(new Worker(3, 120, 121))).isEqualTo(123);
  }

  @Test
  void preloadedCountersOfTwoReloadsBetweenTwoPullsCountOnce() throws Exception {
    survive = CountersSurviveReload.PRELOADED;
    total(new Worker(1, 100, 100));

    assertThat(total(new Worker(3, 111, 103), new Worker(2, 110, 102), new Worker(1, 100, 101)))
        .isEqualTo(103);
  }

  @Test
  void preloadedCountersThatAreClearedByHandNeverMakeATotalNegative() throws Exception {
    survive = CountersSurviveReload.PRELOADED;
    total(new Worker(1, 100, 100));
    total(new Worker(2, 110, 104), new Worker(1, 100, 105));

    assertThat(total(new Worker(2, 110, 0), new Worker(1, 100, 0))).isZero();
    assertThat(total(new Worker(2, 110, 1))).isZero();
  }

  private void learn(String typed) throws IOException {
    new LearntFields(spool).write("master.sock", typed.getBytes(UTF_8));
  }

  /**
   * The sessions that process adds up of one pull.
   *
   * @param workers the newest first
   */
  private long total(Worker... workers) throws Exception {
    pull(true, workers);
    var snapshot = spool.resolve(Long.toString(second - 1));
    long total = Arrays.stream(workers).mapToLong(Worker::requests).sum();
    if (Files.exists(snapshot.resolve("finished"))) {
      var stat = CounterSum.parts(Files.readAllBytes(snapshot.resolve("finished"))).get(1);
      var table = new StatCsvReader(List.of("stot")).read(new ByteArrayInputStream(stat));
      for (int row = 0; row < table.rows(); row++) {
        long value = table.value(row, "stot");
        total += value == StatTable.ABSENT ? 0 : value;
      }
    }
    return total;
  }

  /** One pull of these workers by a new run; the requests of finished ones that it tells of. */
  private List<Long> pull(boolean all, Worker... workers) throws IOException {
    var staging = folder.resolve("incoming.tmp");
    try (var snapshot = StagedSnapshot.create(staging, spool, second++)) {
      var targets = new ArrayList<PullTarget>();
      for (var worker : workers) {
        var target = PullTarget.of(new Endpoint.Worker(MASTER, worker.pid));
        write(snapshot, target.infoFile(), info(worker));
        write(snapshot, target.statFile(), stat(worker));
        targets.add(target);
      }
      new FinishedWorkers(spool, survive).update(snapshot, targets, all);
      var finished = snapshot.commit().resolve("finished");
      return Files.exists(finished) ? requests(finished) : List.of();
    }
  }

  private static List<Long> requests(Path finished) throws IOException {
    try {
      var parts = CounterSum.parts(Files.readAllBytes(finished));
      return List.of(InfoReader.read(parts.get(0)).number("CumReq").orElse(0));
    } catch (MalformedStatisticsException e) {
      throw new AssertionError(e);
    }
  }

  private static String info(Worker worker) {
    return "Name: HAProxy\nPid: %d\nStart_time_sec: %d\nCumReq: %d\n\n"
        .formatted(worker.pid, worker.start, worker.requests);
  }

  private static String stat(Worker worker) {
    return "# pxname,svname,type,stot,\na,FRONTEND,0,%d,\n\n".formatted(worker.requests);
  }

  private static void write(StagedSnapshot snapshot, String name, String text) throws IOException {
    snapshot.newFile(name).write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
