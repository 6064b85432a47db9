package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.haproxystats.config.PullSettings;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.process.SnapshotReader;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workers of a HAProxy 3.3 with {@code shm-stats-file}, from their sockets to the metrics. */
@Timeout(60)
class SharedCountersTest {
  private static final long SECOND = 1_700_000_000;

  private static final String TYPED_STAT =
      """
      F.2.0.0.pxname.1:KNSV:str:web
      F.2.0.4.scur.1:MGPV:u32:0
      F.2.0.7.stot.1:MCPP:u64:5
      F.2.0.33.rate.1:MRPP:u32:1
      F.2.0.80.h2_open.1:MCPV:u64:1

      """;

  /** What a worker has: sessions since the start, sessions a second, and sessions now. */
  private record Worker(long sessions, long rate, long now) {}

  @TempDir private Path folder;

  /** By pid: the highest is the newest. */
  private final NavigableMap<Long, Worker> workers = new ConcurrentSkipListMap<>();

  @Test
  void whatWorkersShareCountsOnceAndTheRestIsAddedUp() throws Exception {
    var settings =
        TestConfiguration.pull(
            """
            master-socket = unix://%1$s/master.sock
            counters-survive-reload = shared
            timeout = 20
            pull-timeout = 30
            dst-dir = %1$s/incoming
            tmp-dst-dir = %1$s/incoming.tmp
            """
                .formatted(folder));
    Files.createDirectory(settings.dstDir());
    var puller = new Puller(settings);
    try (var _ =
        FakeProcess.at(folder.resolve("master.sock"), (l, c) -> FakeProcess.write(c, answer(l)))) {
      workers.put(1L, new Worker(100, 5, 3));
      assertThat(values(puller, settings, SECOND))
          .containsEntry("stot", 100.0)
          .containsEntry("rate", 5.0)
          .containsEntry("scur", 3.0);
      await().until(() -> Files.exists(folder.resolve("incoming.fields/master.sock")));

      workers.put(1L, new Worker(120, 6, 2));
      workers.put(2L, new Worker(121, 6, 4));
      assertThat(values(puller, settings, SECOND + 10))
          .containsEntry("stot", 121.0)
          .containsEntry("rate", 6.0)
          .containsEntry("scur", 6.0);

      workers.remove(1L);
      workers.put(2L, new Worker(140, 7, 5));
      assertThat(values(puller, settings, SECOND + 20))
          .containsEntry("stot", 140.0)
          .containsEntry("rate", 7.0)
          .containsEntry("scur", 5.0);
    } finally {
      puller.cancel();
    }
  }

  private byte[] answer(String line) {
    var answer = new StringBuilder();
    if (line.startsWith("show proc")) {
      answer.append("#<PID> <type> <reloads> <uptime> <version>\n# workers\n");
      workers
          .descendingKeySet()
          .forEach(pid -> answer.append(pid).append(" worker 0 0d00h00m01s 3.3.0\n"));
      return answer.append('\n').toString().getBytes(US_ASCII);
    }
    long pid = Long.parseLong(line.substring(2, line.indexOf(' ')));
    if (line.contains("typed")) {
      answer.append(TYPED_STAT).append("0.Name.1:POSV:str:HAProxy\n\n");
    } else {
      answer
          .append(
              "Name: HAProxy\nVersion: 3.3.0\nPid: %1$d\nStart_time_sec: %1$d\n\n".formatted(pid))
          .append(stat(workers.getOrDefault(pid, new Worker(0, 0, 0))));
    }
    return answer.toString().getBytes(US_ASCII);
  }

  private static String stat(Worker worker) {
    return "# pxname,svname,scur,stot,iid,sid,type,rate,\nweb,FRONTEND,%d,%d,2,0,0,%d,\n\n"
        .formatted(worker.now, worker.sessions, worker.rate);
  }

  /** Pulls, and reads what process makes of the frontend. */
  private Map<String, Double> values(Puller puller, PullSettings settings, long second)
      throws IOException, InterruptedException {
    assertThat(puller.pull(second)).isEqualTo(PullResult.DONE);
    var snapshot = Snapshot.at(settings.dstDir().resolve(Long.toString(second))).orElseThrow();
    var process = TestConfiguration.process("src-dir = " + settings.dstDir());
    var values = new HashMap<String, Double>();
    try (var reader = new SnapshotReader(process, FieldCatalog.load())) {
      for (var table : reader.read(snapshot).tables()) {
        if (table.kind() == ObjectKind.FRONTEND) {
          table.columns().forEach(c -> values.put(c.metric().name(), c.doubleValue(0)));
        }
      }
    }
    return values;
  }
}
