package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.haproxystats.Log;
import org.haproxystats.config.CountersSurviveReload;
import org.haproxystats.config.OnPartial;
import org.haproxystats.config.PullSettings;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.spool.StagedSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FieldLearnerTest {
  private static final String GOOD = new String(Recorded.answer("3.2.26"), ISO_8859_1);
  private static final String ONE_OF_EACH_KIND =
      "show stat 2 1 0 typed;show stat 3 4 1 typed;show stat 3 2 0 typed;show info typed";

  @TempDir private Path folder;
  private PullSettings settings;
  private FieldLearner learner;
  private PullTarget target;
  private Path learnt;
  private long second = 1_700_000_000;

  @BeforeEach
  void makeTheFolders() throws IOException {
    var socket = Files.createDirectory(folder.resolve("run")).resolve("a.sock");
    var spool = Files.createDirectory(folder.resolve("incoming"));
    target = PullTarget.of(new Endpoint.Unix(socket));
    learnt = folder.resolve("incoming.fields/a.sock");
    settings =
        new PullSettings(
            Optional.of(folder.resolve("run")),
            List.of(),
            List.of(),
            0,
            Duration.ofSeconds(20),
            Duration.ofMillis(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            spool,
            folder.resolve("incoming.tmp"),
            360,
            Long.MAX_VALUE,
            OnPartial.DISCARD,
            CountersSurviveReload.NO);
    learner = new FieldLearner(settings);
  }

  @AfterEach
  void endTheLearner() {
    learner.close();
  }

  /** What there is to ask when a pull has brought this answer. */
  private List<FieldLearner.Question> questions(String answer) throws IOException {
    try (var snapshot = StagedSnapshot.create(settings.tmpDstDir(), settings.dstDir(), second++)) {
      var bytes = answer.getBytes(ISO_8859_1);
      snapshot
          .newFile(target.infoFile())
          .write(ByteBuffer.wrap(Recorded.info(bytes).getBytes(ISO_8859_1)));
      snapshot
          .newFile(target.statFile())
          .write(ByteBuffer.wrap(Recorded.stat(bytes).getBytes(ISO_8859_1)));
      return learner.questions(List.of(target), snapshot);
    }
  }

  private static Path socketOf(PullTarget target) {
    return ((Endpoint.Unix) target.endpoint()).path();
  }

  private FakeProcess processThatSays(byte[] typed) throws IOException {
    return FakeProcess.at(
        socketOf(target),
        (line, connection) ->
            FakeProcess.write(
                connection, line.contains("typed") ? typed : GOOD.getBytes(ISO_8859_1)));
  }

  @Test
  void aPullAsksANewProcessOnceForOneObjectOfEachKindAndKeepsTheAnswer() throws Exception {
    try (var process = processThatSays(Recorded.typed())) {
      var puller = new Puller(settings);
      assertThat(puller.pull(1_700_000_000)).isEqualTo(PullResult.DONE);
      await().until(() -> Files.exists(learnt));
      assertThat(puller.pull(1_700_000_010)).isEqualTo(PullResult.DONE);
      assertThat(puller.pull(1_700_000_020)).isEqualTo(PullResult.DONE);
      assertThat(learnt).hasBinaryContent(Recorded.typed());
      assertThat(process.askedForFields()).containsExactly(ONE_OF_EACH_KIND);
      puller.cancel();
    }
  }

  @Test
  void aProcessThatNeverAnswersDelaysNoPull() throws Exception {
    var end = new CountDownLatch(1);
    try (var process =
        FakeProcess.at(
            socketOf(target),
            (line, connection) -> {
              if (line.contains("typed")) {
                end.await();
              }
              FakeProcess.write(connection, GOOD.getBytes(ISO_8859_1));
            })) {
      var puller = new Puller(settings);
      assertThat(puller.pull(1_700_000_000)).isEqualTo(PullResult.DONE);
      await().until(() -> process.askedForFields().size() == 1);
      assertThat(puller.pull(1_700_000_010)).isEqualTo(PullResult.DONE);
      puller.cancel();
    }
    end.countDown();
  }

  @ParameterizedTest
  @CsvSource({
    "Pid: 323,             Pid: 324",
    "Version: 3.2.26-1,    Version: 3.3.0",
    "Start_time_sec: 1795, Start_time_sec: 1796"
  })
  void aProcessIsAskedAgainWhenItIsAnotherOne(String line, String other) throws Exception {
    try (var _ = processThatSays(Recorded.typed())) {
      var questions = questions(GOOD);
      assertThat(questions)
          .extracting(FieldLearner.Question::commands)
          .containsExactly(ONE_OF_EACH_KIND);
      learner.ask(questions);
      assertThat(questions(GOOD)).isEmpty();
      assertThat(GOOD).contains(line);
      assertThat(questions(GOOD.replace(line, other))).hasSize(1);
    }
  }

  @Test
  void theUptimeTellsWhereHaproxyDoesNotSayWhenItStarted() throws Exception {
    var old = new String(Recorded.answer("2.2.9"), ISO_8859_1);
    learner.ask(questions(old));
    assertThat(questions(old.replace("Uptime_sec: 4", "Uptime_sec: 90"))).isEmpty();
    assertThat(questions(old.replace("Uptime_sec: 4", "Uptime_sec: 89"))).hasSize(1);
  }

  @Test
  void aPullThatDoesNotReachTheSpoolLeavesTheQuestionOpen() throws Exception {
    assertThat(questions(GOOD)).hasSize(1);
    assertThat(questions(GOOD)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5.19", "1.6.16", "1.6-dev2"})
  void aHaproxyWithoutTypedOutputIsNotAsked(String version) throws Exception {
    assertThat(questions(GOOD.replace("Version: 3.2.26-1", "Version: " + version))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.7.0", "1.10-x", "2.0.33", "10.6", ""})
  void everyLaterHaproxyIsAsked(String version) throws Exception {
    assertThat(questions(GOOD.replace("Version: 3.2.26-1", "Version: " + version))).hasSize(1);
  }

  @Test
  void aHaproxyWithoutProxiesIsAskedForItself() throws Exception {
    var header = GOOD.indexOf('\n', GOOD.indexOf("# pxname")) + 1;
    assertThat(questions(GOOD.substring(0, header) + "\n"))
        .extracting(FieldLearner.Question::commands)
        .containsExactly("show info typed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Permission denied\n\n", "F.2.0.7.stot.1:MCP:u64:5\nF.2.0.8.bi"})
  void anAnswerThatIsNoneIsOneWarningAndNotKept(String answer) throws Exception {
    try (var log = new Log(Puller.class.getPackage());
        var process = processThatSays(answer.getBytes(US_ASCII))) {
      learner.ask(questions(GOOD));
      var warning = "The fields of HAProxy 3.2.26-1 at unix://" + socketOf(target);
      await().until(() -> log.messages().stream().anyMatch(m -> m.startsWith(warning)));
      await().until(() -> questions(GOOD).isEmpty());
      assertThat(process.askedForFields()).hasSize(1);
    }
    assertThat(learnt).doesNotExist();
  }

  @Test
  void aProcessThatFailedIsAskedAgainAfterAWhile() throws Exception {
    var now = new AtomicReference<>(Duration.ZERO);
    try (var process = processThatSays(new byte[0])) {
      var patient = new FieldLearner(settings, () -> now.get().toNanos());
      learner.close();
      learner = patient;
      learner.ask(questions(GOOD));
      await().until(() -> process.askedForFields().size() == 1);
      now.set(Duration.ofMinutes(9));
      assertThat(questions(GOOD)).isEmpty();
      now.set(Duration.ofMinutes(11));
      await().until(() -> questions(GOOD).size() == 1);
    }
  }
}
