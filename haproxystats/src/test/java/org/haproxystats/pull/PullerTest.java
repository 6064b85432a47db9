package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.haproxystats.Log;
import org.haproxystats.config.CountersSurviveReload;
import org.haproxystats.config.OnPartial;
import org.haproxystats.config.PullSettings;
import org.haproxystats.runtime.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PullerTest {
  private static final long SECOND = 1_700_000_000;
  private static final byte[] GOOD = Recorded.answer("3.2.26");

  @TempDir private Path folder;
  private Path sockets;
  private Path spool;
  private Path staging;

  @BeforeEach
  void makeTheFolders() throws IOException {
    sockets = Files.createDirectory(folder.resolve("run"));
    spool = Files.createDirectory(folder.resolve("incoming"));
    staging = folder.resolve("incoming.tmp");
  }

  private Path socket(String name) {
    return sockets.resolve(name);
  }

  private PullSettings settings(int retries, Duration pullTimeout, List<Endpoint> servers) {
    return settings(retries, pullTimeout, servers, OnPartial.DISCARD);
  }

  private PullSettings settings(
      int retries, Duration pullTimeout, List<Endpoint> servers, OnPartial onPartial) {
    return new PullSettings(
        Optional.of(sockets),
        servers,
        List.of(),
        retries,
        Duration.ofSeconds(20),
        Duration.ofMillis(1),
        pullTimeout,
        Duration.ofSeconds(10),
        spool,
        staging,
        360,
        Long.MAX_VALUE,
        onPartial,
        CountersSurviveReload.NO);
  }

  private Puller puller(int retries, Duration pullTimeout) {
    return new Puller(settings(retries, pullTimeout, List.of()));
  }

  private Puller puller() {
    return puller(0, Duration.ofSeconds(30));
  }

  private Puller keepingPuller(Endpoint... servers) {
    return new Puller(settings(0, Duration.ofSeconds(30), List.of(servers), OnPartial.KEEP));
  }

  private void assertNothingIsLeft() {
    assertThat(spool).isEmptyDirectory();
    assertThat(staging).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.2.9", "2.6.12", "3.0.11", "3.2.26"})
  void bothAnswersComeOverOneConnectionAndReachTheSpoolByteForByte(String version)
      throws Exception {
    var answer = Recorded.answer(version);
    try (var process = FakeProcess.answering(socket("a.sock"), answer)) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.DONE);
      assertThat(process.asked()).containsExactly("show info;show stat");
    }
    var snapshot = spool.resolve("1700000000");
    assertThat(snapshot.resolve("a.sock_info"))
        .usingCharset(ISO_8859_1)
        .hasContent(Recorded.info(answer));
    assertThat(Files.readString(snapshot.resolve("a.sock_stat"), ISO_8859_1))
        .isEqualTo(Recorded.stat(answer));
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void aPullIsOneLineInTheLog() throws Exception {
    try (var _ = FakeProcess.answering(socket("a.sock"), GOOD);
        var _ = FakeProcess.answering(socket("b.sock"), GOOD);
        var log = new Log(Puller.class.getPackage())) {
      assertThat(puller().pull(1_700_000_123)).isEqualTo(PullResult.DONE);
      assertThat(log.messages())
          .filteredOn(message -> message.contains("1700000123"))
          .singleElement()
          .asString()
          .matches("Pulled 1700000123: 2 processes, 11332 bytes in \\d+\\.\\d{3} s");
    }
  }

  @Test
  void bytesThatAreNoTextReachTheSpoolAsTheyAre() throws Exception {
    var answer = new String(GOOD, ISO_8859_1).replace("edge, ", "\u00ff\u00fe\u0080 ");
    try (var _ = FakeProcess.answering(socket("a.sock"), answer.getBytes(ISO_8859_1))) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.DONE);
    }
    assertThat(Files.readString(spool.resolve("1700000000/a.sock_info"), ISO_8859_1))
        .isEqualTo(Recorded.info(answer.getBytes(ISO_8859_1)))
        .contains("\u00ff\u00fe\u0080 ");
  }

  @Test
  void allProcessesAreAskedAtTheSameTime() throws Exception {
    var bothAreAsked = new CountDownLatch(2);
    FakeProcess.Behaviour behaviour =
        (_, connection) -> {
          bothAreAsked.countDown();
          bothAreAsked.await();
          FakeProcess.write(connection, GOOD);
        };
    try (var _ = FakeProcess.at(socket("a.sock"), behaviour);
        var _ = FakeProcess.at(socket("b.sock"), behaviour)) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.DONE);
    }
  }

  @Test
  void theSocketsOfTheDirectoryAndTheServersAreOneSnapshot() throws Exception {
    var server = new Endpoint.Unix(folder.resolve("elsewhere.sock"));
    try (var _ = FakeProcess.answering(socket("a.sock"), GOOD);
        var _ = FakeProcess.answering(server.path(), GOOD)) {
      var puller = new Puller(settings(0, Duration.ofSeconds(30), List.of(server)));
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.DONE);
    }
    try (var files = Files.list(spool.resolve("1700000000"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "a.sock_info", "a.sock_stat", "elsewhere.sock_info", "elsewhere.sock_stat");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "4, 5"})
  void aConnectIsTriedOnceMoreThanRetriesWithThePauseThatIsConfigured(int retries, int connects)
      throws Exception {
    try (var process = FakeProcess.answering(socket("a.sock"), new byte[0]);
        var log = new Log(Puller.class.getPackage())) {
      assertThat(puller(retries, Duration.ofSeconds(30)).pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(process.asked()).hasSize(connects);
      assertThat(log.messages(Level.FINE))
          .filteredOn(message -> message.startsWith("unix://" + socket("a.sock") + ": closed"))
          .filteredOn(message -> message.endsWith("; next try in PT0.001S"))
          .hasSize(retries);
    }
  }

  @Test
  void aSlowDripOfSingleBytesIsPutTogether() throws Exception {
    try (var _ =
        FakeProcess.at(
            socket("a.sock"),
            (_, connection) -> {
              for (byte b : GOOD) {
                FakeProcess.write(connection, new byte[] {b});
              }
            })) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.DONE);
    }
    assertThat(Files.readString(spool.resolve("1700000000/a.sock_stat"), ISO_8859_1))
        .isEqualTo(Recorded.stat(GOOD));
  }

  @Test
  void aDumpCutShortAtAnyByteFailsThePullAndLeavesNothing() throws Exception {
    var answer = Recorded.WITH_QUOTED_LINES.getBytes(ISO_8859_1);
    var length = new AtomicInteger();
    try (var _ =
        FakeProcess.at(
            socket("a.sock"),
            (_, connection) ->
                FakeProcess.write(connection, Arrays.copyOf(answer, length.get())))) {
      var puller = puller();
      for (int i = 0; i < answer.length; i++) {
        length.set(i);
        assertThat(puller.pull(SECOND)).isEqualTo(PullResult.FAILED);
        assertNothingIsLeft();
      }
      length.set(answer.length);
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.DONE);
    }
  }

  @Test
  void oneProcessThatFailsCostsThePullOfAll() throws Exception {
    try (var _ = FakeProcess.answering(socket("good.sock"), GOOD);
        var _ = FakeProcess.answering(socket("none.sock"), new byte[0]);
        var log = new Log(Puller.class.getPackage())) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(log.messages())
          .anyMatch(
              m -> m.startsWith("unix://" + socket("none.sock") + ": closed without an answer"))
          .anyMatch(
              m -> m.contains("1 of 2 processes failed (none.sock), so nothing of it is kept"));
    }
    assertNothingIsLeft();
  }

  @Test
  void aSocketThatFailsIsToldOfInFullOnceThenForEachOtherReasonAndWhenItAnswersAgain()
      throws Exception {
    var answer = new AtomicReference<>(new byte[0]);
    try (var _ =
            FakeProcess.at(
                socket("a.sock"), (_, connection) -> FakeProcess.write(connection, answer.get()));
        var log = new Log(Puller.class.getPackage())) {
      var puller = puller();
      for (var text : List.of("", "", "Permission denied\n", "Denied\n", "", "Denied\n")) {
        answer.set(text.getBytes(US_ASCII));
        assertThat(puller.pull(SECOND)).isEqualTo(PullResult.FAILED);
      }
      answer.set(GOOD);
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.DONE);
      assertThat(puller.pull(SECOND + 10)).isEqualTo(PullResult.DONE);
      var name = "unix://" + socket("a.sock");
      assertThat(log.messages())
          .filteredOn(message -> message.startsWith(name))
          .containsExactly(
              name
                  + ": closed without an answer; HAProxy ended or reloads; if it stays, check HAProxy's log",
              name + ": 'Permission denied' instead of an answer to 'show info'",
              name + ": 'Denied' instead of an answer to 'show info'",
              name + " answers again, after 6 failed pulls");
    }
  }

  @Test
  void aSocketDirectoryThatCannotBeListedIsExplainedOnceAndServersAreNotPulledWithoutIt()
      throws Exception {
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("b.sock");
    try (var process = FakeProcess.answering(elsewhere, GOOD);
        var log = new Log(Puller.class.getPackage())) {
      var puller =
          new Puller(settings(0, Duration.ofSeconds(30), List.of(new Endpoint.Unix(elsewhere))));
      Files.delete(sockets);
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(puller.pull(SECOND + 10)).isEqualTo(PullResult.FAILED);
      assertThat(process.asked()).isEmpty();
      Files.createDirectory(sockets);
      assertThat(puller.pull(SECOND + 20)).isEqualTo(PullResult.DONE);
      assertThat(log.messages())
          .filteredOn(message -> message.contains("socket-dir " + sockets))
          .satisfiesExactly(
              first ->
                  assertThat(first)
                      .startsWith("cannot list socket-dir " + sockets + ": ")
                      .endsWith(
                          "from servers neither, because a snapshot holds all processes or none"),
              failed ->
                  assertThat(failed)
                      .isEqualTo("Pull 1700000000 failed: socket-dir %s cannot be listed", sockets),
              failed ->
                  assertThat(failed)
                      .isEqualTo("Pull 1700000010 failed: socket-dir %s cannot be listed", sockets),
              again ->
                  assertThat(again)
                      .isEqualTo(
                          "socket-dir %s can be listed again, after 2 failed pulls", sockets));
    }
  }

  @Test
  void wherePartialPullsAreKeptWhatAnsweredIsInTheSpoolAndWhatDidNotIsMarked() throws Exception {
    try (var _ = FakeProcess.answering(socket("good.sock"), GOOD);
        var _ =
            FakeProcess.answering(socket("odd.sock"), "Name: HAProxy\n\nodd\n".getBytes(US_ASCII));
        var log = new Log(Puller.class.getPackage())) {
      assertThat(keepingPuller().pull(SECOND)).isEqualTo(PullResult.PARTIAL);
      assertThat(log.messages())
          .anyMatch(
              m ->
                  m.startsWith("Pulled 1700000000 in part: 1 process, 5666 bytes in ")
                      && m.endsWith("; missing: odd.sock"));
    }
    var snapshot = spool.resolve("1700000000");
    try (var files = Files.list(snapshot)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("good.sock_info", "good.sock_stat", "missing");
    }
    assertThat(snapshot.resolve("missing"))
        .hasContent(
            "odd.sock\tunix://%s: 'odd' instead of an answer to 'show stat'\n"
                .formatted(socket("odd.sock")));
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void wherePartialPullsAreKeptAWholePullHasNoMark() throws Exception {
    try (var _ = FakeProcess.answering(socket("a.sock"), GOOD)) {
      assertThat(keepingPuller().pull(SECOND)).isEqualTo(PullResult.DONE);
    }
    assertThat(spool.resolve("1700000000/missing")).doesNotExist();
  }

  @Test
  void wherePartialPullsAreKeptAPullThatNobodyAnsweredFails() throws Exception {
    try (var _ = FakeProcess.answering(socket("a.sock"), "Denied\n".getBytes(US_ASCII));
        var _ = FakeProcess.answering(socket("b.sock"), "Denied\n".getBytes(US_ASCII));
        var log = new Log(Puller.class.getPackage())) {
      assertThat(keepingPuller().pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(log.messages()).anyMatch(m -> m.contains("2 of 2 processes failed (a.sock, b.s"));
    }
    assertNothingIsLeft();
  }

  @Test
  void wherePartialPullsAreKeptServersArePulledWithoutTheSocketDirectory() throws Exception {
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("b.sock");
    Files.delete(sockets);
    try (var _ = FakeProcess.answering(elsewhere, GOOD)) {
      var puller = keepingPuller(new Endpoint.Unix(elsewhere));
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.PARTIAL);
    }
    assertThat(spool.resolve("1700000000/b.sock_stat")).exists();
    assertThat(spool.resolve("1700000000/missing"))
        .content()
        .startsWith("socket-dir\tcannot list socket-dir " + sockets + ": ");
  }

  @Test
  void anErrorTextFailsThePullAndItsFirstLineIsInTheLog() throws Exception {
    try (var _ =
            FakeProcess.answering(socket("a.sock"), "Permission denied\n\n".getBytes(US_ASCII));
        var log = new Log(Puller.class.getPackage())) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(log.messages())
          .anyMatch(
              m ->
                  m.startsWith(
                      "unix://%s: 'Permission denied' instead of an answer to 'show info'"
                          .formatted(socket("a.sock"))));
    }
    assertNothingIsLeft();
  }

  @Test
  void aProcessThatTakesOneCommandALineIsAskedTwiceAndThatIsRemembered() throws Exception {
    try (var process =
        FakeProcess.at(
            socket("a.sock"),
            (line, connection) ->
                FakeProcess.write(
                    connection,
                    switch (line) {
                      case "show info" -> Recorded.info(GOOD).getBytes(ISO_8859_1);
                      case "show stat" -> Recorded.stat(GOOD).getBytes(ISO_8859_1);
                      default -> Recorded.unknownCommand("2.2.9");
                    }))) {
      var puller = puller();
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.DONE);
      assertThat(puller.pull(SECOND + 10)).isEqualTo(PullResult.DONE);
      assertThat(process.asked())
          .containsExactly(
              "show info;show stat", "show info", "show stat", "show info", "show stat");
    }
    assertThat(Files.readString(spool.resolve("1700000000/a.sock_info"), ISO_8859_1))
        .isEqualTo(Recorded.info(GOOD));
  }

  @Test
  void aProcessThatAnswersOnlyTheFirstOfTwoCommandsIsAskedTwice() throws Exception {
    try (var _ =
        FakeProcess.at(
            socket("a.sock"),
            (line, connection) ->
                FakeProcess.write(
                    connection,
                    (line.startsWith("show info") ? Recorded.info(GOOD) : Recorded.stat(GOOD))
                        .getBytes(ISO_8859_1)))) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.DONE);
    }
    assertThat(Files.readString(spool.resolve("1700000000/a.sock_info"), ISO_8859_1))
        .isEqualTo(Recorded.info(GOOD));
  }

  @Test
  void aConnectionThatEndsWithoutAByteIsTriedAgain() throws Exception {
    var attempts = new AtomicInteger();
    try (var _ =
        FakeProcess.at(
            socket("a.sock"),
            (_, connection) -> {
              if (attempts.incrementAndGet() == 3) {
                FakeProcess.write(connection, GOOD);
              }
            })) {
      assertThat(puller(1, Duration.ofSeconds(30)).pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(puller(1, Duration.ofSeconds(30)).pull(SECOND)).isEqualTo(PullResult.DONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 2600, 3000, 5665})
  void anAnswerThatAReloadCutsShortIsAskedForAgain(int length) throws Exception {
    var attempts = new AtomicInteger();
    try (var process =
        FakeProcess.at(
            socket("a.sock"),
            (line, connection) -> {
              int attempt = line.contains("typed") ? 0 : attempts.incrementAndGet();
              boolean cut = attempt > 1 && attempt < 5;
              FakeProcess.write(connection, cut ? Arrays.copyOf(GOOD, length) : GOOD);
            })) {
      var puller = puller();
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.DONE);
      assertThat(puller.pull(SECOND + 10)).isEqualTo(PullResult.DONE);
      assertThat(puller.pull(SECOND + 20)).isEqualTo(PullResult.DONE);
      assertThat(process.asked()).hasSize(6).containsOnly("show info;show stat");
    }
    assertThat(Files.readString(spool.resolve("1700000010/a.sock_info"), ISO_8859_1))
        .isEqualTo(Recorded.info(GOOD));
    assertThat(Files.readString(spool.resolve("1700000010/a.sock_stat"), ISO_8859_1))
        .isEqualTo(Recorded.stat(GOOD));
  }

  @Test
  void aSocketThatAReloadTakesAwayForAMomentIsWaitedFor() throws Exception {
    var puller = puller();
    try (var _ = FakeProcess.answering(socket("a.sock"), GOOD)) {
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.DONE);
    }
    var pull = new FutureTask<>(() -> puller.pull(SECOND + 10));
    Thread.ofVirtual().start(pull);
    await().until(() -> Files.exists(staging.resolve("1700000010")));
    Files.delete(socket("a.sock"));
    try (var _ = FakeProcess.answering(socket("a.sock"), GOOD)) {
      assertThat(pull.get()).isEqualTo(PullResult.DONE);
    }
  }

  @Test
  void aProcessThatDidNotAnswerTheLastPullIsTriedAsOftenAsConfigured() throws Exception {
    var answer = new AtomicReference<>(GOOD);
    try (var process =
        FakeProcess.at(
            socket("a.sock"), (_, connection) -> FakeProcess.write(connection, answer.get()))) {
      var puller = puller(1, Duration.ofSeconds(4));
      assertThat(puller.pull(SECOND)).isEqualTo(PullResult.DONE);
      answer.set(new byte[0]);
      process.asked().clear();
      assertThat(puller.pull(SECOND + 10)).isEqualTo(PullResult.FAILED);
      assertThat(process.asked()).hasSizeGreaterThan(2);
      process.asked().clear();
      assertThat(puller.pull(SECOND + 20)).isEqualTo(PullResult.FAILED);
      assertThat(process.asked()).hasSize(2);
    }
  }

  @Test
  void endlessRetriesEndWithThePullTimeout() throws Exception {
    FakeProcess.answering(socket("gone.sock"), GOOD).close();
    try (var log = new Log(Puller.class.getPackage())) {
      assertThat(puller(-1, Duration.ofSeconds(1)).pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(log.messages()).anyMatch(m -> m.contains("nobody listens"));
    }
    assertNothingIsLeft();
  }

  @Test
  void aPeerThatNeverAnswersIsGivenUpAtThePullTimeout() throws Exception {
    var end = new CountDownLatch(1);
    try (var _ = FakeProcess.at(socket("a.sock"), (_, _) -> end.await());
        var log = new Log(Puller.class.getPackage())) {
      assertThat(puller(0, Duration.ofSeconds(1)).pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(log.messages()).anyMatch(m -> m.contains("no complete answer in time, 0 bytes"));
    }
    end.countDown();
    assertNothingIsLeft();
  }

  @Test
  void cancellingEndsAPullThatHasNoTimeoutAndLeavesNothing() throws Exception {
    var end = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    try (var _ =
        FakeProcess.at(
            socket("a.sock"),
            (_, _) -> {
              asked.countDown();
              end.await();
            })) {
      var puller = puller(-1, Duration.ZERO);
      var pull = new FutureTask<>(() -> puller.pull(SECOND));
      Thread.ofVirtual().start(pull);
      asked.await();
      puller.cancel();
      assertThatThrownBy(pull::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      assertThatThrownBy(() -> puller.pull(SECOND)).isInstanceOf(InterruptedException.class);
    }
    end.countDown();
    assertNothingIsLeft();
  }

  @Test
  void aWorkerThatItsMasterNamesButHasNotStartedYetIsLeftOut() throws Exception {
    try (var log = new Log(Puller.class.getPackage());
        var _ = master("7")) {
      assertThat(new Puller(settingsWithMaster()).pull(SECOND)).isEqualTo(PullResult.DONE);
      assertThat(log.messages()).noneMatch(m -> m.contains("Can't find the target PID"));
    }
    assertThat(spool.resolve("1700000000/master.sock.7_stat")).isNotEmptyFile();
    assertThat(spool.resolve("1700000000/master.sock.8_stat")).doesNotExist();
    assertThat(spool.resolve("1700000000/missing")).doesNotExist();
  }

  @Test
  void aMasterWithoutAnyWorkerAtWorkFailsThePull() throws Exception {
    try (var _ = master("none")) {
      assertThat(new Puller(settingsWithMaster()).pull(SECOND)).isEqualTo(PullResult.FAILED);
    }
    assertNothingIsLeft();
  }

  /** A master that names two workers, of which one is at work. */
  private FakeProcess master(String atWork) throws IOException {
    return FakeProcess.at(
        folder.resolve("master.sock"),
        (line, connection) -> {
          byte[] answer;
          if (line.startsWith("show proc")) {
            answer =
                """
                #<PID> <type> <reloads> <uptime> <version>
                # workers
                8 worker 0 0d00h00m01s 3.2.26
                # old workers
                7 worker 1 0d00h00m05s 3.2.26

                """
                    .getBytes(US_ASCII);
          } else if (line.startsWith("@!" + atWork)) {
            answer = GOOD;
          } else {
            answer = "Can't find the target PID matching the prefix '@!8'\n".getBytes(US_ASCII);
          }
          FakeProcess.write(connection, answer);
        });
  }

  private PullSettings settingsWithMaster() {
    return new PullSettings(
        Optional.empty(),
        List.of(),
        List.of(new Endpoint.Unix(folder.resolve("master.sock"))),
        0,
        Duration.ofSeconds(20),
        Duration.ofMillis(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        spool,
        staging,
        360,
        Long.MAX_VALUE,
        OnPartial.DISCARD,
        CountersSurviveReload.NO);
  }

  @Test
  void nothingToPullFailsThePull() throws Exception {
    try (var log = new Log(Puller.class.getPackage())) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(log.messages()).anyMatch(m -> m.contains("there is no socket in socket-dir"));
    }
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void aSpoolThatVanishedFailsThePullWithItsPath() throws Exception {
    Files.delete(spool);
    try (var _ = FakeProcess.answering(socket("a.sock"), GOOD);
        var log = new Log(Puller.class.getPackage())) {
      assertThat(puller().pull(SECOND)).isEqualTo(PullResult.FAILED);
      assertThat(log.messages()).anyMatch(m -> m.contains("cannot move") && m.contains("incoming"));
    }
    assertThat(staging).isEmptyDirectory();
  }
}
