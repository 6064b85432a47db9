package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.spool.StagedSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedWorkersTest {
  private static final Endpoint MASTER = new Endpoint.Unix(Path.of("/run/master.sock"));

  @TempDir private Path folder;
  private Path spool;
  private long second = 1_700_000_000;

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
      new FinishedWorkers(spool).update(snapshot, targets, all);
      var finished = snapshot.commit().resolve("finished");
      return Files.exists(finished) ? requests(finished) : List.of();
    }
  }

  private static List<Long> requests(Path finished) throws IOException {
    try {
      var parts = CounterSum.parts(Files.readAllBytes(finished));
      return List.of(InfoReader.read(parts.get(0)).number("CumReq").orElseThrow());
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
