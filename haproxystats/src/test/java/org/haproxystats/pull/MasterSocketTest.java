package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.config.PullSettings;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MasterSocketTest {
  private static final String HEADER = "#<PID> <type>\n# workers\n";
  private static final PullSettings SETTINGS = TestConfiguration.pull("timeout = 20");

  @TempDir private Path folder;

  @Test
  void oldWorkersAreNamedBesideTheNewOne() throws Exception {
    assertThat(
            workers(
                """
                #<PID>          <type>          <reloads>       <uptime>        <version>
                13515           master          2 [failed: 0]   0d00h00m04s     2.6.12-1+deb12u3
                # workers
                13563           worker          0               0d00h00m02s     2.6.12-1+deb12u3
                # old workers
                13518           worker          1               0d00h00m03s     2.6.12-1+deb12u3
                13519           worker          2               1d00h00m04s     2.6.12-1+deb12u3
                # programs

                """))
        .containsExactly(13563L, 13518L, 13519L);
  }

  @Test
  void theMasterOfHaproxy32NamesItsWorkers() throws Exception {
    assertThat(
            workers(
                """
                #<PID>          <type>          <reloads>       <uptime>        <version>
                13168           master          1 [failed: 0]   0d00h00m04s     3.2.26-1
                # workers
                13509           worker          0               0d00h00m02s     3.2.26-1


                """))
        .containsExactly(13509L);
  }

  @Test
  void anErrorInPlaceOfWorkersIsQuoted() {
    assertThatThrownBy(() -> workers("Permission denied\n\n"))
        .isInstanceOf(BadAnswerException.class)
        .hasMessageContaining("'Permission denied' names no worker in answer to 'show proc'");
  }

  @Test
  void aWorkerIsAskedThroughItsMaster() {
    var worker = new Endpoint.Worker(new Endpoint.Unix(Path.of("/run/master.sock")), 13509);

    assertThat(worker.line(List.of("show info", "show stat")))
        .isEqualTo("@!13509 show info;@!13509 show stat;quit");
    assertThat(PullTarget.of(worker).infoFile()).isEqualTo("master.sock.13509_info");
    assertThat(PullTarget.of(worker).lastingName()).isEqualTo("master.sock");
  }

  @Test
  void aMasterThatReloadsIsAskedAgain() throws Exception {
    var socket = folder.resolve("master.sock");
    var asked = new AtomicInteger();
    try (var _ =
        FakeProcess.at(
            socket,
            (_, connection) -> {
              // The second connection ends without an answer, the third one worker too early.
              var answer =
                  switch (asked.incrementAndGet()) {
                    case 2 -> "";
                    case 3 -> HEADER + "7 worker\n";
                    default -> HEADER + "7 worker\n# old workers\n6 worker\n\n";
                  };
              FakeProcess.write(connection, answer.getBytes(US_ASCII));
            })) {
      var master = new MasterSocket(new Endpoint.Unix(socket), SETTINGS);
      assertThat(master.workers(Deadline.after(Duration.ofSeconds(30)))).hasSize(2);
      assertThat(master.workers(Deadline.after(Duration.ofSeconds(30)))).hasSize(2);
      assertThat(asked).hasValue(4);
    }
  }

  private List<Long> workers(String answer) throws Exception {
    var socket = folder.resolve("master.sock");
    try (var master = FakeProcess.answering(socket, answer.getBytes(US_ASCII))) {
      var workers =
          new MasterSocket(new Endpoint.Unix(socket), SETTINGS)
              .workers(Deadline.after(Duration.ofSeconds(30)));
      assertThat(master.asked()).containsExactly("show proc;quit");
      return workers.stream().map(Endpoint.Worker::pid).toList();
    }
  }
}
